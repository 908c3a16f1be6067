import type { Contributed } from '../../../model/contribution.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { Provenance, Provenances } from '../../../model/provenance.js';
import { Phase } from '../../../model/phase.js';
import type { Workload } from '../../../model/workload.js';

/** Plain values, as JSON has them. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data | undefined };

type DataMap = Record<string, Data>;

/**
 * A model as plain data: durations, sizes and address blocks as text; construct paths and props, but no line numbers, so
 * that an edit above a construct moves nothing. Documents are there by path: their content is in the output.
 */
export function modelData(model: PlatformModel): DataMap {
  return {
    name: model.name,
    outdir: model.outdir,
    phase: Phase[model.phase],
    environment: model.environment,
    workloads: named(model.workloads, workloadData),
    edges: plainList(model.edges),
    networks: named(model.networks, ofNamed),
    routes: plainList(model.routes),
    secrets: named(model.secrets, ofNamed),
    volumes: named(model.volumes, ofNamed),
    contributions: model.contributions.map(contributionData),
    environments: named(model.environments, ofNamed),
    variables: named(model.variables, ofNamed),
    overrides: model.overrides.map(({ path, value, origin }) => ({
      path: [...path],
      ...(value === undefined ? { removed: true } : { value: plain(value) }),
      by: origin.path,
    })),
    acknowledgements: model.acknowledgements.map(({ rule, reason, origin }) => ({ rule, reason, about: origin.path })),
    documents: Object.fromEntries(
      [...model.documents]
        // They are files: the order in which they were added is nowhere to be seen.
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .map(({ path, kind, executable = false, origin }) => [
          path,
          { kind, ...(executable && { executable }), by: origin.path },
        ]),
    ),
  };
}

function named<T extends { readonly name: string }>(list: readonly T[], data: (item: T) => DataMap): Data {
  return Object.fromEntries(list.map((item) => [item.name, data(item)]));
}

/** Without the name, which is the key. */
const ofNamed = (item: object): DataMap => plainMap(item, 'name');

function workloadData(workload: Workload): DataMap {
  const result: DataMap = { construct: workload.origin.path };
  for (const [key, value] of Object.entries(workload))
    if (key !== 'name' && key !== 'origin' && key !== 'provenance' && value !== undefined) result[key] = plain(value);
  result.provenance = provenancesData(workload.provenance);
  return result;
}

function contributionData({ origin: _origin, provenance: _provenance, ...contribution }: Contributed): Data {
  if (contribution.kind !== 'scrape') return plain(contribution);
  // What an image serves is known of the image: hundreds of lines that nobody declared.
  const { metrics: _metrics, ...scrape } = contribution;
  return plain(scrape);
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

/**
 * Value classes as their text, places as the construct's path, keys without a value left out. What is plain already is
 * returned as it is.
 */
function plain(value: unknown): Data {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value !== 'object') return null;
  if (Array.isArray(value)) return plainList(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? plainMap(value) : String(value);
}

function plainList(list: readonly unknown[]): readonly Data[] {
  const result = list.map((item) => plain(item));
  return result.every((item, index) => item === list[index]) ? (list as readonly Data[]) : result;
}

/** @param without a key that is left out */
function plainMap(map: object, without?: string): DataMap {
  const result: DataMap = {};
  let same = without === undefined;
  for (const key of Object.keys(map)) {
    if (key === without) continue;
    const item = (map as Readonly<Record<string, unknown>>)[key];
    if (key === 'provenance' || key === 'origin' || item === undefined) same = false;
    if (key === 'provenance') result[key] = provenanceData(item as Provenance);
    else if (key === 'origin') result.construct = (item as { path: string }).path;
    else if (item !== undefined) {
      const data = plain(item);
      same &&= data === item;
      // A variable may be called so; assigned, it would be the prototype.
      if (key === '__proto__') Object.defineProperty(result, key, { value: data, enumerable: true });
      else result[key] = data;
    }
  }
  return same ? (map as DataMap) : result;
}
