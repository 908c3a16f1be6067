import { NexusError, show } from './errors.js';
import { fillText, type PatternNames } from './pattern.js';

/** Plain values, as JSON has them. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data | undefined };

export type DataMap = Record<string, Data>;

/** Version of the form of the file: higher where a reader of the one before would misread it. */
export const MODEL_SCHEMA = 3;

/** The key under which a workload names what stands in `shared`. A key of a workload that begins so has one more of it. */
export const SHARED = '=';

/** Parts of a workload that may have parts in `shared`. */
export const TAKEN_APART: ReadonlySet<string> = new Set(['development', 'provenance']);

/**
 * The model as data with everything in its place: of `.nexus/<platform>.model.json`, in which what many have in common is
 * written once. Each workload has all of its parts then, and each contribution stands by itself, with its `subject`.
 *
 * @param data what `JSON.parse` makes of the file
 * @throws NexusError if it is no such model, or of another version of the form than {@link MODEL_SCHEMA}
 */
export function expandModel(data: object): Record<string, unknown> {
  if (!isMap(data)) throw new NexusError(`${show(data)} is not a model as data`, { fix: NOT_A_MODEL });
  const { schema } = data;
  if (schema !== MODEL_SCHEMA)
    throw new NexusError(`the model as data has schema ${show(schema)}, not ${MODEL_SCHEMA}`, {
      fix: 'Read it with the version of nexus-infra that wrote it, or run "npx projen"',
    });
  if (!isLeanModel(data))
    throw new NexusError(
      'the model as data lacks "shared", "workloads" or "contributions", or has other things there',
      {
        fix: NOT_A_MODEL,
      },
    );
  const { shared, workloads, contributions, ...rest } = data;
  const full = Object.fromEntries(
    Object.entries(workloads).map(([name, workload]) => [name, expandMap(workload, shared, { subject: name })]),
  );
  const said = contributions.flatMap((entry) => expandEntry(entry));
  return { ...rest, workloads: full, contributions: bySubject(said, full) };
}

const NOT_A_MODEL = 'Give what JSON.parse makes of .nexus/<platform>.model.json, as "npx projen" has written it';

function isLeanModel(data: DataMap): data is DataMap & LeanModel {
  const { shared, workloads, contributions } = data as { readonly [key: string]: unknown };
  return (
    isMap(shared) &&
    isMap(workloads) &&
    Object.values(workloads).every(isMap) &&
    Array.isArray(contributions) &&
    contributions.every((entry) => isMap(entry) && Array.isArray(entry.for))
  );
}

interface LeanModel {
  readonly shared: DataMap;
  readonly workloads: Readonly<Record<string, DataMap>>;
  readonly contributions: readonly LeanEntry[];
}

interface LeanEntry {
  readonly for: readonly (string | readonly string[])[];
  readonly names?: readonly string[];
  readonly pattern?: DataMap;
  readonly exact?: DataMap;
}

function expandEntry({ for: rows, names = ['subject'], pattern, exact }: LeanEntry): (DataMap & { subject: string })[] {
  return rows.map((row) => {
    const values = typeof row === 'string' ? [row] : row;
    const [subject = ''] = values;
    if (exact) return { ...exact, subject };
    const filled = fill(pattern ?? {}, Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])));
    return { ...(filled as DataMap), subject };
  });
}

function expandMap(map: Readonly<Record<string, Data | undefined>>, shared: DataMap, names: PatternNames): DataMap {
  const entries = Object.entries(map).flatMap(([key, value]): (readonly [string, Data])[] => {
    if (value === undefined) return [];
    if (key === SHARED)
      return Object.entries(value as Readonly<Record<string, string>>).map(([part, name]) => [
        part,
        fill(shared[name] ?? null, names),
      ]);
    if (key.startsWith(SHARED)) return [[key.slice(SHARED.length), value]];
    return [[key, TAKEN_APART.has(key) && isMap(value) ? expandMap(value, shared, names) : value]];
  });
  return Object.fromEntries(entries);
}

/** Names in the place of placeholders, in keys and texts. */
function fill(value: Data, names: PatternNames): Data {
  if (typeof value === 'string') return fillText(value, names);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Data[]).map((item) => fill(item, names));
  return Object.fromEntries(
    Object.entries(value as DataMap).map(([key, item]) => [fillText(key, names), fill(item, names)]),
  );
}

function isMap(value: unknown): value is DataMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As the full form has contributions: by subject, in the order of the workloads, and those of one in their own order. */
export function bySubject<T extends { readonly subject: string }>(list: readonly T[], workloads: object): readonly T[] {
  const groups = new Map<string, T[]>(Object.keys(workloads).map((name) => [name, []]));
  const others: T[] = [];
  for (const item of list) (groups.get(item.subject) ?? others).push(item);
  others.sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
  return [...[...groups.values()].flat(), ...others];
}
