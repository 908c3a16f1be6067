import type { Contributed } from '../../../model/contribution.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { Provenance, Provenances } from '../../../model/provenance.js';
import { Phase } from '../../../model/phase.js';
import type { Workload } from '../../../model/workload.js';

/** Plain values, as JSON has them. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data | undefined };

/**
 * A model as plain data: durations, sizes and address blocks as text; construct paths and props, but no line numbers, so
 * that an edit above a construct moves nothing. Documents are there by path: their content is in the output.
 */
export function modelData(model: PlatformModel): Record<string, Data> {
  return {
    name: model.name,
    outdir: model.outdir,
    phase: Phase[model.phase],
    environment: model.environment,
    workloads: named(model.workloads, workloadData),
    edges: model.edges.map((edge) => plain(edge)),
    networks: named(model.networks, plain),
    routes: model.routes.map((route) => plain(route)),
    secrets: named(model.secrets, plain),
    volumes: named(model.volumes, plain),
    contributions: model.contributions.map(contributionData),
    environments: named(model.environments, plain),
    variables: named(model.variables, plain),
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

function named<T extends { readonly name: string }>(list: readonly T[], data: (item: T) => Data): Data {
  return Object.fromEntries(
    list.map((item) => {
      const { name: _name, ...rest } = data(item) as Record<string, Data>;
      return [item.name, rest];
    }),
  );
}

function workloadData({ origin, provenance, ...workload }: Workload): Data {
  return {
    construct: origin.path,
    ...(plain(workload) as object),
    provenance: provenancesData(provenance),
  };
}

function contributionData({ origin: _origin, ...contribution }: Contributed): Data {
  return plain(contribution);
}

function provenancesData(provenances: Provenances): Data {
  return Object.fromEntries([...provenances].map(([path, provenance]) => [path, provenanceData(provenance)]));
}

/** Methods that say what a prop says too. */
const AS_PROPS: Readonly<Record<string, string>> = {
  addEnvironment: 'environment',
  addSecret: 'secrets',
  addLabel: 'labels',
};

/**
 * `declared restart`, `relation crm → postgres`, `default`: who, without the reasons, which change with the library.
 * Whether a thing is said in props or by a method makes no difference.
 */
function provenanceData(provenance: Provenance): Data {
  switch (provenance.by) {
    case 'prop':
    case 'call':
      return `declared ${AS_PROPS[provenance.name] ?? provenance.name}`;
    case 'relation':
      return `relation ${provenance.consumer} → ${provenance.provider}`;
    case 'phase':
      return `phase ${Phase[provenance.phase]}`;
    case 'default':
    case 'rule':
    case 'override':
      return provenance.by;
  }
}

/** Value classes as their text, places as the construct's path, keys without a value left out. */
function plain(value: unknown): Data {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return String(value);
  const result: Record<string, Data> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    if (key === 'provenance') result[key] = provenanceData(item as Provenance);
    else if (key === 'origin') result.construct = (item as { path: string }).path;
    // A variable may be called so; assigned, it would be the prototype.
    else if (key === '__proto__') Object.defineProperty(result, key, { value: plain(item), enumerable: true });
    else result[key] = plain(item);
  }
  return result;
}
