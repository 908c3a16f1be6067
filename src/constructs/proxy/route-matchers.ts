import type { SeriesMatcher } from '../../model/sli.js';

/** Series of these routes; there must be one. */
export function among(paths: readonly string[]): SeriesMatcher {
  return { label: 'route', ...(paths.length === 1 ? { op: '=' } : { op: '=~' }), value: valueOf(paths) };
}

/** Series of all other routes; none if nothing is left out. */
export function noneOf(paths: readonly string[]): SeriesMatcher | undefined {
  if (paths.length === 0) return undefined;
  return { label: 'route', ...(paths.length === 1 ? { op: '!=' } : { op: '!~' }), value: valueOf(paths) };
}

/** In a query. */
export function matcherText({ label, op, value }: SeriesMatcher): string {
  return `${label}${op}${JSON.stringify(value)}`;
}

/** Of letters, digits and `%` `~` `/` `-` `_`, all but the dot stand for themselves in RE2. */
function valueOf(paths: readonly string[]): string {
  const [only = '', ...others] = [...paths].sort();
  return others.length === 0 ? only : [only, ...others].map((path) => path.replaceAll('.', '\\.')).join('|');
}
