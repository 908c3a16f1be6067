import type { Override } from '../../model/platform-model.js';

type Path = readonly string[];

/**
 * Overrides in the order in which they are applied: as far as possible by their paths, so that the order of the calls does
 * not show in the output. Where it has a meaning it is kept: of two that change one place, the later call comes later.
 *
 * @param calls in the order of the calls
 */
export function ordered(calls: readonly Override[]): readonly Override[] {
  const before = new Map(
    calls.map((later, i) => [
      later,
      calls
        .slice(0, i)
        .filter((earlier) => depends(earlier, later))
        .sort(byPath),
    ]),
  );
  const result = new Set<Override>();
  const place = (override: Override): void => {
    if (result.has(override)) return;
    for (const earlier of before.get(override) ?? []) place(earlier);
    result.add(override);
  };
  [...calls].sort(byPath).forEach(place);
  return [...result];
}

/** Whether it matters which of two comes first. */
function depends(a: Override, b: Override): boolean {
  const common = a.path.findIndex((key, i) => key !== b.path[i]);
  // One place, or one within the other.
  if (common < 0 || common >= b.path.length) return true;
  // What is removed from a list gives those behind it other numbers.
  return shifts(a, common, b.path) || shifts(b, common, a.path);
}

function shifts({ path, value }: Override, at: number, other: Path): boolean {
  return value === undefined && path.length === at + 1 && isIndex(path[at]) && isIndex(other[at]);
}

/** What is further out first, places of a list by number. */
function byPath({ path: a }: Override, { path: b }: Override): number {
  const at = a.findIndex((key, i) => key !== b[i]);
  return at < 0 ? a.length - b.length : byKey(a[at], b[at]);
}

function byKey(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (isIndex(a) && isIndex(b)) return Number(a) - Number(b);
  if (isIndex(a) !== isIndex(b)) return isIndex(a) ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function isIndex(key: string | undefined): boolean {
  return key !== undefined && /^(?:0|[1-9]\d*)$/.test(key);
}
