import type { Origin } from './origin.js';
import type { PlatformModel } from './platform-model.js';
import { nearest, type Provenance } from './provenance.js';

/**
 * A place in a model: `['workloads', 'crm', 'environment', 'PORT']`. Lists are gone through by name, not by number, so
 * that a path stays when something is added before.
 */
export type ModelPath = readonly string[];

/** Where the value at `path` comes from; `undefined` where nobody knows. */
export function provenanceOf(model: PlatformModel, path: ModelPath): Provenance | undefined {
  const [section = '', name = '', ...rest] = path;
  switch (section) {
    case 'workloads':
      return workload(model, name, rest);
    case 'networks':
      return model.networks.find((network) => network.name === name)?.provenance;
    case 'secrets':
      return model.secrets.find((secret) => secret.name === name)?.provenance;
    case 'volumes':
      return model.volumes.find((volume) => volume.name === name)?.provenance;
    case 'environments':
      if (name === '') return model.provenance.get(section);
      return model.environments.find((environment) => environment.name === name)?.provenance;
    case 'overrides': {
      const override = model.overrides[Number(name)];
      return override && { by: 'override', origin: override.origin };
    }
    case 'documents': {
      const document = model.documents.find((candidate) => candidate.path === name);
      if (!document) return undefined;
      return (
        (document.provenance && nearest(document.provenance, rest)) ?? {
          by: 'call',
          name: document.kind,
          origin: document.origin,
        }
      );
    }
    case 'routes': {
      const owner = model.workloads.find((candidate) => candidate.name === name);
      return owner && { by: 'prop', name: 'routes', origin: owner.origin };
    }
    case 'contributions':
      return model.contributions[Number(name)]?.provenance;
    case 'edges': {
      const edge = model.edges[Number(name)];
      return edge && { by: 'relation', consumer: edge.consumer, provider: edge.provider };
    }
    case 'variables':
      return model.variables.some((variable) => variable.name === name)
        ? { by: 'call', name: 'addVariable', origin: model.origin }
        : undefined;
    case 'acknowledgements': {
      const accepted = model.acknowledgements[Number(name)];
      return accepted && { by: 'call', name: 'acknowledge', origin: accepted.origin };
    }
    case 'target': {
      const reason = Object.hasOwn(TARGET_RULES, name) ? TARGET_RULES[name] : undefined;
      return reason === undefined ? undefined : { by: 'rule', reason };
    }
    case 'name':
    case 'outdir':
    case 'phase':
    case 'environment':
    case 'registry':
    case 'audit':
      return model.provenance.get(section);
    default:
      return undefined;
  }
}

/** The construct and the line that a person would change to change the value at `path`. */
export function originOf(model: PlatformModel, path: ModelPath): Origin | undefined {
  const provenance = provenanceOf(model, path);
  if (provenance && 'origin' in provenance) return provenance.origin;
  const [section, name] = path;
  const owner =
    section === 'workloads'
      ? model.workloads.find((workload) => workload.name === name)
      : section === 'documents'
        ? model.documents.find((document) => document.path === name)
        : model.provenance.has(section ?? '')
          ? model
          : undefined;
  return owner?.origin;
}

function workload(model: PlatformModel, name: string, rest: readonly string[]): Provenance | undefined {
  const found = model.workloads.find((candidate) => candidate.name === name);
  return found && nearest(found.provenance, rest.length === 0 ? ['name'] : rest);
}

/** What targets write of themselves. Nothing else comes from a target: a line that says so has no origin. */
const TARGET_RULES: Readonly<Record<string, string>> = {
  header: 'What the file is, and how it is used.',
  marker: 'Every generated file says so.',
  structure: 'The sections of the format.',
  hardened: 'Said once for every service that has it.',
  logging: 'Said once for every service that has it.',
  data: 'The model as data.',
  files: 'A checksum of what is mounted: a changed file makes the container anew.',
};
