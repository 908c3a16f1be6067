import { hash } from 'node:crypto';
import { type Data, type DataMap, SHARED, TAKEN_APART } from '../../../model/model-data.js';
import { set } from './set.js';
import { withoutSubject } from './subject-text.js';

/** Parts of a workload that often are those of another too. Of most others the port or the callers are another's. */
const OFTEN_EQUAL: readonly string[] = ['image', 'secrets', 'mounts', 'resources', 'security', 'logging'];

/** Below, the name of what is shared is as long as what it stands for. */
const SHORTEST = 40;
/** And lists of paths that are shorter are not asked about: there are thousands. */
const SHORTEST_LIST = 4;

type PartMap = Readonly<Record<string, Data | undefined>>;

/** What several workloads may have in common. */
interface Part {
  readonly field: string;
  readonly text: string;
  count: number;
  name?: string;
}

type Parts = readonly (readonly [key: string, part: Part])[];

interface Leaned {
  readonly workloads: Readonly<Record<string, DataMap>>;
  /** By field and checksum: `logging-1a2b3c4d`. */
  readonly shared: DataMap;
}

/**
 * Parts that several workloads have in common, such as logging, limits, or where their values come from, written once: with
 * `{subject}` for the name of the workload, under a name that follows from the content, so that another workload moves
 * none of them.
 */
export function leanWorkloads(workloads: Readonly<Record<string, DataMap>>): Leaned {
  const known = new SharedParts();
  const entries = Object.entries(workloads).map(([name, workload]) => ({
    name,
    workload,
    whole: known.partsOf(workload, name, OFTEN_EQUAL),
    apart: [...TAKEN_APART].flatMap((field) => {
      const map = workload[field];
      return isMap(map) ? [{ field, map, parts: known.partsOf(map, name, Object.keys(map), field) }] : [];
    }),
  }));
  const lean = entries.map(({ name, workload, whole, apart }) => {
    const result = known.replaced(workload, whole);
    for (const { field, map, parts } of apart) result[field] = known.replaced(map, parts);
    return [name, result] as const;
  });
  return { workloads: Object.fromEntries(lean), shared: known.data() };
}

class SharedParts {
  readonly #parts = new Map<string, Part>();
  readonly #data = new Map<string, Data>();

  /** What may be shared of a map. @param field that it is the value of, if of one */
  public partsOf(map: PartMap, name: string, keys: readonly string[], field?: string): Parts {
    const parts: [string, Part][] = [];
    for (const key of keys) {
      const value = map[key];
      if (typeof value !== 'object' || value === null || key.startsWith(SHARED)) continue;
      if (field !== undefined && Array.isArray(value) && value.length < SHORTEST_LIST) continue;
      const json = JSON.stringify(value);
      const text = json.length < SHORTEST ? undefined : withoutSubject(json, name);
      if (text !== undefined) parts.push([key, this.counted(field ?? key, text)]);
    }
    return parts;
  }

  /** `map` with names for what is shared. */
  public replaced(map: PartMap, parts: Parts): DataMap {
    const names: DataMap = {};
    let last: string | undefined;
    for (const [key, part] of parts) if (part.count > 1) set(names, (last = key), this.nameOf(part));
    const result: DataMap = {};
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (value === undefined || (last !== undefined && Object.hasOwn(names, key))) continue;
      // A key that looks like ours has one more of it.
      set(result, key.startsWith(SHARED) ? `${SHARED}${key}` : key, value);
    }
    if (last !== undefined) result[SHARED] = names;
    return result;
  }

  /** In the order of their names: another workload moves none. */
  public data(): DataMap {
    return Object.fromEntries([...this.#data].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private counted(field: string, text: string): Part {
    const known = this.#parts.get(text);
    if (known?.field === field) {
      known.count++;
      return known;
    }
    const part: Part = { field, text, count: 1 };
    // One text under two fields is rare, and then said twice.
    if (!known) this.#parts.set(text, part);
    return part;
  }

  private nameOf(part: Part): string {
    if (part.name !== undefined) return part.name;
    const base = `${part.field}-${hash('sha256', part.text, 'hex').slice(0, 8)}`;
    let name = base;
    for (let more = 2; this.#data.has(name); more++) name = `${base}-${more}`;
    this.#data.set(name, JSON.parse(part.text) as Data);
    return (part.name = name);
  }
}

function isMap(value: unknown): value is PartMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
