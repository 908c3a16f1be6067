import type { Contributed } from '../../../model/contribution.js';
import type { Origin } from '../../../model/origin.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { Provenance, Provenances } from '../../../model/provenance.js';
import { Phase } from '../../../model/phase.js';
import type { Workload } from '../../../model/workload.js';
import { bySubject, type Data, type DataMap } from '../../../model/model-data.js';
import { once } from '../../../model/once.js';
import { filledFrom } from '../../../model/pattern.js';
import { isExactNumber, isKnownObject } from '../../remember/exact-text.js';
import { leanContributions, type Told } from './lean-contributions.js';
import { leanWorkloads } from './lean-workloads.js';
import { set } from './set.js';

/**
 * A model as plain data: durations, sizes and address blocks as text; construct paths and props, but no line numbers, so
 * that an edit above a construct moves nothing. Documents are there by path: their content is in the output.
 */
export function modelData(model: PlatformModel): DataMap {
  return faithfulData(model).data;
}

/**
 * The same, and whether it tells all values of the model apart that a target may render: users may give anything in the
 * parts that they extend.
 */
export function faithfulData(model: PlatformModel): { readonly data: DataMap; readonly isExact: boolean } {
  const plain = new Plain();
  const data = partsOf(model, plain, (contributions) => contributions.map((one) => contributionData(one, plain)));
  return { data, isExact: plain.isExact };
}

/**
 * The same in few words ({@link leanWorkloads}, {@link leanContributions}).
 */
export function leanData(model: PlatformModel): { readonly data: DataMap; readonly isExact: boolean } {
  const plain = new Plain();
  const data = partsOf(model, plain, (contributions) =>
    leanContributions(contributions.map((one) => toldOf(one, plain))).map(({ entry }) => entry),
  );
  const { workloads, shared } = leanWorkloads(data.workloads as Readonly<Record<string, DataMap>>);
  return { data: { ...data, workloads, shared }, isExact: plain.isExact };
}

/** Of each entry of the lean form by its rows, which of the model's contributions they are. */
export const rowsOfContributions = once((model: PlatformModel): readonly (readonly number[])[] => {
  const plain = new Plain();
  const workloads = Object.fromEntries(model.workloads.map(({ name }) => [name, true]));
  const sorted = bySubject(model.contributions, workloads);
  return leanContributions(sorted.map((one) => toldOf(one, plain))).map(({ rows }) =>
    rows.map((row) => model.contributions.indexOf(sorted[row] as Contributed)),
  );
});

/** What a contribution says, without saying it for each that is made from the same pattern. */
function toldOf(contributed: Contributed, plain: Plain): Told {
  return {
    subject: contributed.subject,
    filled: filledFrom(contributed),
    data: (said: object = contributed) => contributionData(said as Contributed, plain),
  };
}

type SaidContributions = (contributions: readonly Contributed[]) => Data;

function partsOf(model: PlatformModel, plain: Plain, contributions: SaidContributions): DataMap {
  /** Without the name, which is the key. */
  const ofNamed = (item: object) => plain.map(item, 'name');
  const workloads = named(model.workloads, (workload) => workloadData(workload, plain));
  return {
    name: model.name,
    outdir: model.outdir,
    phase: Phase[model.phase],
    environment: model.environment,
    workloads,
    edges: plain.list(model.edges),
    networks: named(model.networks, ofNamed),
    routes: plain.list(model.routes),
    secrets: named(model.secrets, ofNamed),
    volumes: named(model.volumes, ofNamed),
    contributions: contributions(bySubject(model.contributions, workloads)),
    environments: named(model.environments, ofNamed),
    variables: named(model.variables, ofNamed),
    overrides: model.overrides.map(({ path, value, origin }) => ({
      path: [...path],
      ...(value === undefined ? { removed: true } : { value: plain.of(value) }),
      by: origin.path,
    })),
    acknowledgements: model.acknowledgements.map(({ rule, reason, origin }) => ({ rule, reason, about: origin.path })),
    documents: Object.fromEntries(
      [...model.documents]
        // They are files: the order in which they were added is nowhere to be seen.
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .map(({ path, kind, executable, origin: { path: by } }) => [
          path,
          executable ? { kind, executable, by } : { kind, by },
        ]),
    ),
  };
}

function named<T extends { readonly name: string }>(
  list: readonly T[],
  data: (item: T) => DataMap,
): Readonly<Record<string, DataMap>> {
  return Object.fromEntries(list.map((item) => [item.name, data(item)]));
}

function workloadData(workload: Workload, plain: Plain): DataMap {
  const result: DataMap = { construct: workload.origin.path };
  for (const [key, value] of Object.entries(workload))
    if (key !== 'name' && key !== 'origin' && key !== 'provenance' && value !== undefined)
      result[key] = plain.of(value);
  result.provenance = provenancesData(workload.provenance);
  return result;
}

function contributionData(
  { origin: _origin, provenance: _provenance, ...contribution }: Contributed,
  plain: Plain,
): DataMap {
  if (contribution.kind !== 'scrape') return plain.map(contribution);
  // What an image serves is known of the image: hundreds of lines that nobody declared.
  const { metrics: _metrics, ...scrape } = contribution;
  return plain.map(scrape);
}

/**
 * Paths by where their values come from. What no entry names, nor one above it, is a rule: what a construct of that kind
 * always has.
 */
export function provenancesData(provenances: Provenances): Readonly<Record<string, readonly string[]>> {
  const result: Record<string, string[]> = {};
  for (const [path, provenance] of provenances) {
    if (provenance.by !== 'rule') (result[provenanceData(provenance)] ??= []).push(path);
  }
  return result;
}

/** Methods that say what a prop says too. */
const AS_PROPS: Readonly<Record<string, string>> = {
  addEnvironment: 'environment',
  addSecret: 'secrets',
  addLabel: 'labels',
};

/**
 * `declared restart`, `relation crm -> postgres`, `default`: who, without the reasons, which change with the library.
 * Whether a thing is said in props or by a method makes no difference.
 */
function provenanceData(provenance: Provenance): string {
  switch (provenance.by) {
    case 'prop':
    case 'call':
      return `declared ${AS_PROPS[provenance.name] ?? provenance.name}`;
    case 'relation':
      return `relation ${provenance.consumer} -> ${provenance.provider}`;
    case 'phase':
      return `phase ${Phase[provenance.phase]}`;
    case 'default':
    case 'rule':
    case 'override':
      return provenance.by;
  }
}

/** Makes plain values, and knows whether all that is rendered from a model can be told from them. */
class Plain {
  public isExact = true;

  /**
   * Value classes as their text, places as the construct's path, keys without a value left out. What is plain already
   * is returned as it is.
   */
  public of(value: unknown): Data {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') {
      if (!isExactNumber(value)) this.isExact = false;
      return value;
    }
    if (Array.isArray(value)) return this.list(value);
    if (typeof value !== 'object') {
      this.isExact = false;
      return null;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return this.map(value);
    if (!isKnownObject(value)) this.isExact = false;
    return String(value);
  }

  public list(list: readonly unknown[]): readonly Data[] {
    let copy: Data[] | undefined;
    for (let index = 0; index < list.length; index++) {
      const item = list[index];
      const data = this.of(item);
      if (data !== item) copy ??= (list as readonly Data[]).slice(0, index);
      copy?.push(data);
    }
    return copy ?? (list as readonly Data[]);
  }

  /** @param without a key that is left out */
  public map(map: object, without?: string): DataMap {
    const keys = Object.keys(map);
    const values = map as Readonly<Record<string, unknown>>;
    // Most maps have nothing to be said in another way: objects of so many shapes take long to make.
    let result: DataMap | undefined;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] ?? '';
      const item = values[key];
      const isLeftOut = key === without || item === undefined;
      if (!isLeftOut && !isPlace(key, item)) {
        const data = isProvenance(key, item) ? provenanceData(item) : this.of(item);
        if (data !== item) result ??= first(values, keys, index);
        if (result) set(result, key, data);
        continue;
      }
      result ??= first(values, keys, index);
      if (!isLeftOut && isPlace(key, item)) result.construct = item.path;
    }
    return result ?? (map as DataMap);
  }
}

function first(values: Readonly<Record<string, unknown>>, keys: readonly string[], count: number): DataMap {
  const result: DataMap = {};
  for (let index = 0; index < count; index++) {
    const key = keys[index] ?? '';
    set(result, key, values[key] as Data);
  }
  return result;
}

/** Variables and labels may be called so too: those are texts. */
function isProvenance(key: string, item: unknown): item is Provenance {
  return key === 'provenance' && typeof item === 'object';
}

function isPlace(key: string, item: unknown): item is Origin {
  return key === 'origin' && typeof item === 'object';
}
