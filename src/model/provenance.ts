import type { Origin } from './origin.js';
import type { Phase } from './phase.js';

/** Where a value of the model comes from. */
export type Provenance =
  /** A prop, given where its construct is made. */
  | { readonly by: 'prop'; readonly name: string; readonly origin: Origin }
  /** A method called on a construct: by its own class, or later. */
  | { readonly by: 'call'; readonly name: string; readonly origin: Origin }
  /** Nobody said otherwise. */
  | { readonly by: 'default'; readonly reason: string; readonly source?: string }
  /** Follows from one workload using another. */
  | { readonly by: 'relation'; readonly consumer: string; readonly provider: string }
  /** What this kind of construct always has. */
  | { readonly by: 'rule'; readonly reason: string; readonly source?: string }
  /** Comes, or is left out, by the rollout phase. */
  | { readonly by: 'phase'; readonly phase: Phase; readonly reason: string }
  /** Set in a rendered document at the very end. */
  | { readonly by: 'override'; readonly origin: Origin };

/** Provenance by path below one object of the model: keys joined with `/`, as {@link pathKey} writes them. */
export type Provenances = ReadonlyMap<string, Provenance>;

/** `['environment', 'PORT']` → `environment/PORT`; as in JSON pointers (RFC 6901) `/` and `~` in a key are escaped. */
export function pathKey(...path: readonly string[]): string {
  return path.map((key) => (/[/~]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key)).join('/');
}

/** The entry for `path`, or for the nearest path above it, or for the first below it: a map is there for its first entry. */
export function nearest(provenances: Provenances, path: readonly string[]): Provenance | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = provenances.get(pathKey(...path.slice(0, length)));
    if (found) return found;
  }
  if (path.length === 0) return undefined;
  const below = `${pathKey(...path)}/`;
  for (const [key, provenance] of provenances) if (key.startsWith(below)) return provenance;
  return undefined;
}
