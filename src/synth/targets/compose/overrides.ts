import { NexusError, show } from '../../../model/errors.js';
import type { ComposeFile } from '../../../model/compose.js';
import type { Override } from '../../../model/platform-model.js';

/** Sections whose entries must exist before an override may change them: a misspelt service would be a new one. */
const SECTIONS = new Set(['services', 'networks', 'volumes', 'secrets']);

/**
 * Applies the escape hatch to the finished documents, in the order of the model: each to the document that holds what it
 * names, else to the first.
 *
 * @returns the problems found; what can be applied is applied
 */
export function applyOverrides(
  documents: readonly { readonly document: ComposeFile }[],
  overrides: readonly Override[],
): string[] {
  const problems: string[] = [];
  for (const override of overrides) {
    const [section = '', entry = ''] = override.path;
    const holds = ({ document }: { readonly document: ComposeFile }) =>
      SECTIONS.has(section) && Object.hasOwn(document[section as 'networks'] ?? {}, entry);
    const first = documents.find(holds) ?? documents[0];
    if (!first) continue;
    try {
      apply(first.document, override);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return problems;
}

function apply(document: ComposeFile, { path, value, origin }: Override): void {
  const where = { path: origin.path, location: origin.location };
  const [section = '', entry] = path;
  if (!SECTIONS.has(section) && !section.startsWith('x-') && section !== 'name') {
    throw new NexusError(
      `override ${show(path.join('.'))} begins with ${show(section)}, that is no section of a Compose file`,
      {
        ...where,
        fix: 'Begin with services, networks, volumes, secrets, name or an x- key',
      },
    );
  }
  let target = document as unknown as Record<string, unknown>;
  path.slice(0, -1).forEach((key, depth) => {
    checkIndex(target, key, value === undefined, path.slice(0, depth), path, where);
    const next = Object.hasOwn(target, key) ? target[key] : undefined;
    if (depth === 1 && SECTIONS.has(section) && next === undefined)
      unknownEntry(document, section, entry ?? '', path, where);
    if (next === undefined) target[key] = {};
    else if (next === null || typeof next !== 'object') {
      throw new NexusError(
        `override ${show(path.join('.'))}: ${show(path.slice(0, depth + 1).join('.'))} is ${show(next)}, not a map`,
        where,
      );
    }
    target = target[key] as Record<string, unknown>;
  });
  const last = path[path.length - 1] ?? '';
  if (path.length === 2 && SECTIONS.has(section) && !Object.hasOwn(target, last))
    unknownEntry(document, section, last, path, where);
  checkIndex(target, last, value === undefined, path.slice(0, -1), path, where);
  if (value !== undefined) {
    // A copy: a later override must not reach into the caller's object, or another place that has the same.
    target[last] = copy(value);
  } else if (Array.isArray(target)) {
    target.splice(Number(last), 1);
  } else if (Object.hasOwn(target, last)) {
    Reflect.deleteProperty(target, last);
  } else {
    throw new NexusError(`override ${show(path.join('.'))} removes a key that is not there`, where);
  }
}

/** A list has whole numbers for keys; one past the last appends. */
function checkIndex(
  target: object,
  key: string,
  removes: boolean,
  at: readonly string[],
  path: readonly string[],
  where: object,
): void {
  if (!Array.isArray(target)) return;
  const last = target.length - (removes ? 1 : 0);
  if (/^(?:0|[1-9]\d*)$/.test(key) && Number(key) <= last) return;
  throw new NexusError(
    `override ${show(path.join('.'))}: ${show(at.join('.'))} is a list of ${target.length}, without a place ${show(key)}`,
    { ...where, fix: last < 0 ? 'Set the whole list' : `Give a number from 0 to ${last}, or set the whole list` },
  );
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
}

function unknownEntry(
  document: ComposeFile,
  section: string,
  entry: string,
  path: readonly string[],
  where: object,
): never {
  const known = Object.keys((document as unknown as Record<string, object>)[section] ?? {});
  throw new NexusError(`override ${show(path.join('.'))}: there is no ${show(entry)} under ${section}`, {
    ...where,
    fix:
      known.length > 0
        ? `There are: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}`
        : `${section} is empty`,
  });
}
