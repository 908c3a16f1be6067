import { isDeepStrictEqual } from 'node:util';
import type { DocumentModel } from '../../model/document.js';
import { NexusError, NexusErrors } from '../../model/errors.js';
import type { Relation } from '../../model/network.js';
import { secretsOf } from '../../model/workload-secrets.js';
import type { Origin } from '../../model/origin.js';
import { includes, type Phase } from '../../model/phase.js';
import type { EnvironmentModel, Override, PlatformModel } from '../../model/platform-model.js';
import type { Provenances } from '../../model/provenance.js';
import { documentOf, listFrom } from './answers.js';
import { contributionsOf } from './check-contribution.js';
import { contributionProblems } from './contribution-checks.js';
import { dataIdentities } from './data-identities.js';
import { portClashes, startCycles, volumeOwners } from './graph-checks.js';
import type { GraphNode } from './graph-node.js';
import { checkOverlayMemory } from './memory-check.js';
import type { NetworkBlocks } from './network-blocks.js';
import { type NetworkPlan, planNetworks } from './network-plan.js';
import type { Registry } from './registry.js';
import { rotationProblems } from './rotation-checks.js';
import { sharedImageWarnings } from './shared-images.js';

/** What a platform hands over when its tree is frozen. */
export interface PlatformParts {
  readonly name: string;
  readonly outdir: string;
  readonly origin: Origin;
  readonly phase: Phase;
  readonly environment: string;
  readonly pushedTo: string | undefined;
  readonly networks: NetworkBlocks;
  readonly audit: PlatformModel['audit'];
  readonly language: PlatformModel['language'];
  readonly provenance: Provenances;
  readonly environments: readonly EnvironmentModel[];
  readonly registry: Registry;
  /** What the resolve stage found wrong. */
  readonly problems: readonly string[];
  /** Asked last: they depend on what the workloads say of themselves. */
  readonly overrides: () => readonly Override[];
  readonly warnings: () => readonly string[];
}

/** Builds the neutral model of a platform. What is wrong with the graph is part of it, so that rendering can add to it. */
export function buildModel(parts: PlatformParts): PlatformModel {
  const { registry } = parts;
  const problems = [...parts.problems];
  const nodes = registry.active;
  /** @param origin whose line is known better than the error's own */
  const gather = <T>(origin: Origin | undefined, describe: () => readonly T[]): readonly T[] => {
    try {
      return describe();
    } catch (error) {
      if (error instanceof NexusErrors) {
        problems.push(...error.errors.map(({ message }) => message));
        return [];
      }
      if (!(error instanceof NexusError)) throw error;
      problems.push(origin ? error.at(origin) : error.message);
      return [];
    }
  };
  const order = new Map(nodes.map(({ name }, index) => [name, index]));
  const workloads = nodes.flatMap((node) => gather(node.origin, () => [node.toWorkload(order)]));
  for (const workload of workloads)
    for (const environment of parts.environments)
      gather(workload.origin, () => {
        checkOverlayMemory(workload, environment);
        return [];
      });
  problems.push(...startCycles(workloads), ...portClashes(workloads), ...volumeOwners(workloads));
  const network = gather<NetworkPlan>(parts.origin, () => [
    planNetworks(workloads, relationsOf(nodes), parts.networks, parts.name),
  ])[0] ?? { edges: [], networks: [] };
  const routes = nodes.flatMap((node) => gather(node.origin, () => listFrom('routeModels()', node.routeModels())));
  const contributions = nodes.flatMap((node) =>
    gather(undefined, () => contributionsOf(node, ({ message }) => problems.push(message))),
  );
  const secrets = registry.secrets.map(({ name }) => name);
  // What can't be described has its problem already: that nothing is known of it is no second one.
  const described = new Set(workloads.map(({ name }) => name));
  const failed = nodes.map(({ name }) => name).filter((name) => !described.has(name));
  problems.push(...contributionProblems(contributions, { workloads, secrets, failed: new Set(failed) }));
  problems.push(...rotationProblems(registry.secrets, workloads, contributions));

  // Before the warnings: what the files name is what counts as used.
  const own = nodes.flatMap((node) =>
    gather(node.origin, () =>
      listFrom('documents()', node.documents()).flatMap((document) =>
        gather(node.origin, () => [documentOf('documents()', document, node.origin)]),
      ),
    ),
  );
  const usedSecrets = new Set(workloads.flatMap(secretsOf));
  const usedVolumes = new Set(
    workloads.flatMap(({ mounts }) => mounts.flatMap((mount) => (mount.kind === 'volume' ? [mount.volume] : []))),
  );
  const idle = includes(parts.phase, 'completeness')
    ? registry.secrets.filter(({ name }) => !usedSecrets.has(name)).map(({ name }) => name)
    : [];
  const model: PlatformModel = {
    name: parts.name,
    outdir: parts.outdir,
    origin: parts.origin,
    phase: parts.phase,
    environment: parts.environment,
    ...(parts.pushedTo !== undefined && { registry: parts.pushedTo }),
    workloads,
    ...network,
    addresses: parts.networks.movable,
    routes,
    secrets: registry.secrets.filter(({ name }) => usedSecrets.has(name)),
    volumes: registry.volumes.filter(({ name }) => usedVolumes.has(name)),
    data: gather(parts.origin, () =>
      dataIdentities({
        nodes,
        workloads,
        volumes: registry.volumes,
        secrets: registry.secrets,
        contributions,
        networks: parts.networks,
        overrides: parts.overrides(),
        origin: parts.origin,
      }),
    ),
    heldBack: [...new Set(registry.heldBack.flatMap(({ volumes }) => volumes))].sort(),
    dataChanges: [...registry.dataChanges].sort(by(({ what, change }) => `${what} ${change?.to ?? ''}`)),
    contributions,
    audit: parts.audit,
    language: parts.language,
    provenance: parts.provenance,
    acknowledgements: [...registry.acknowledgements].sort(by(({ origin, rule }) => `${origin.path} ${rule}`)),
    documents: registry.documents,
    overrides: parts.overrides(),
    // What is said by methods of the platform is not ordered by their calls.
    variables: [...registry.variables].sort(by(({ name }) => name)),
    environments: parts.environments,
    problems,
    warnings: [
      ...parts.warnings(),
      ...registry.warnings,
      ...registry.lateWarnings.flatMap((warning) => warning() ?? []),
      ...sharedImageWarnings(workloads, parts.name, parts.pushedTo),
      ...registry.leftOut.map(leftOut),
      ...(idle.length > 0 ? [`secrets that nothing uses: ${idle.join(', ')}`] : []),
    ],
  };
  const whole = registry.aggregates.flatMap(({ aggregate, origin }) =>
    gather(origin, () =>
      listFrom('the aggregate', aggregate(model)).flatMap((document) =>
        gather(origin, () => [documentOf('the aggregate', document, origin)]),
      ),
    ),
  );
  return { ...model, documents: distinct([...registry.documents, ...own, ...whole]) };
}

function leftOut(path: string): string {
  return `${path} is left out: a part of it was refused in its constructor. If that is no reason, end the constructor with this.declared(…)`;
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function relationsOf(nodes: readonly GraphNode[]): Relation[] {
  return nodes.flatMap(({ name, relations }) =>
    relations.map(({ provider, ports, tier, owner }) => ({
      consumer: name,
      provider: provider.name,
      ports,
      tier,
      owner,
    })),
  );
}

/** Without the second of two that are alike: services may share a folder, and so its ignore file. */
function distinct(documents: readonly DocumentModel[]): DocumentModel[] {
  const seen = new Map<string, DocumentModel>();
  return documents.filter((document) => {
    const first = seen.get(document.path);
    if (!first) seen.set(document.path, document);
    return !first || !isDeepStrictEqual({ ...first, origin: undefined }, { ...document, origin: undefined });
  });
}
