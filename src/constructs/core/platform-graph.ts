import { isDeepStrictEqual } from 'node:util';
import { formatProblem, NexusError } from '../../model/errors.js';
import { Phase } from '../../model/phase.js';
import type { DocumentModel, PlatformModel, VariableModel, VolumeModel } from '../../model/platform-model.js';
import type { PublishedPort, SecretRef, Workload } from '../../model/workload.js';
import { type NetworkPlan, planNetworks } from './network-plan.js';
import type { NexusPlatform } from './platform.js';
import { platformDocuments } from './platform-documents.js';
import type { NexusWorkload } from './workload.js';

/** Documents and variables that constructs have added. */
interface Additions {
  readonly documents: readonly DocumentModel[];
  readonly variables: readonly VariableModel[];
  readonly secrets: readonly SecretRef[];
  readonly volumes: readonly VolumeModel[];
  readonly audit: PlatformModel['audit'];
  readonly acknowledgements: PlatformModel['acknowledgements'];
}

/** Builds the neutral model of a platform. What is wrong with the graph is part of it, so that rendering can add to it. */
export function buildModel(
  platform: NexusPlatform,
  { documents, variables, secrets, volumes, audit, acknowledgements }: Additions,
): PlatformModel {
  const problems: string[] = [];
  const gather = <T>(workload: NexusWorkload, describe: () => T[]): T[] => {
    try {
      return describe();
    } catch (error) {
      if (!(error instanceof NexusError)) throw error;
      problems.push(error.at(workload.origin));
      return [];
    }
  };
  const workloads = platform.workloads.flatMap((workload) => gather(workload, () => [workload.toWorkload()]));
  problems.push(...startCycles(workloads), ...portClashes(workloads));
  let network: NetworkPlan = { edges: [], networks: [] };
  try {
    network = planNetworks(platform.workloads, platform.networks, platform.node.id);
  } catch (error) {
    if (!(error instanceof NexusError)) throw error;
    problems.push(error.at(platform.origin));
  }

  // Before the warnings: what the files name is what counts as used.
  const own = platform.workloads.flatMap((workload) =>
    gather(workload, () =>
      workload.documents().map((document): DocumentModel => ({ origin: workload.origin, ...document })),
    ),
  );
  const usedSecrets = new Set(workloads.flatMap((workload) => workload.secrets.map(({ secret }) => secret)));
  const usedVolumes = new Set(
    workloads.flatMap(({ mounts }) => mounts.flatMap((mount) => (mount.kind === 'volume' ? [mount.volume] : []))),
  );
  const idle =
    platform.phase === Phase.Advanced
      ? secrets.filter(({ name }) => !usedSecrets.has(name)).map(({ name }) => name)
      : [];
  const model: PlatformModel = {
    name: platform.node.id,
    outdir: platform.outdir,
    origin: platform.origin,
    phase: platform.phase,
    environment: platform.environment,
    workloads,
    ...network,
    developmentSubnet: platform.networks.block('development'),
    secrets: secrets.filter(({ name }) => usedSecrets.has(name)),
    volumes: volumes.filter(({ name }) => usedVolumes.has(name)),
    audit,
    acknowledgements,
    documents,
    overrides: platform.compose.toOverrides(),
    variables,
    environments: platform.environments.map((environment) => environment.toModel()),
    problems,
    warnings: [
      ...platform.images.warnings(),
      ...(idle.length > 0 ? [`secrets that nothing uses: ${idle.join(', ')}`] : []),
    ],
  };
  return { ...model, documents: distinct([...documents, ...own, ...platformDocuments(model)]) };
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

/** A container of a cycle would wait for itself. One problem a cycle, naming it whole. */
function startCycles(workloads: readonly Workload[]): string[] {
  const byName = new Map(workloads.map((workload) => [workload.name, workload]));
  const state = new Map<string, 'open' | 'done'>();
  const problems: string[] = [];
  for (const root of workloads) {
    // An explicit stack: a chain of thousands of services must not exhaust the call stack.
    const path: string[] = [];
    const stack: { name: string; leave: boolean }[] = [{ name: root.name, leave: false }];
    for (let frame = stack.pop(); frame; frame = stack.pop()) {
      const { name, leave } = frame;
      if (leave) {
        path.pop();
        state.set(name, 'done');
      } else if (state.get(name) === 'open') {
        const cycle = [...path.slice(path.indexOf(name)), name];
        const origin = byName.get(name)?.origin;
        problems.push(
          formatProblem(`start order has a cycle: ${cycle.join(' → ')}`, {
            ...origin,
            fix: 'Remove one of these from "uses", or give it as { provider, startCondition: "none" }: connected, without waiting for it',
          }),
        );
      } else if (!state.has(name)) {
        state.set(name, 'open');
        path.push(name);
        stack.push({ name, leave: true });
        for (const { workload } of byName.get(name)?.startAfter ?? []) stack.push({ name: workload, leave: false });
      }
    }
  }
  return problems;
}

/** Two workloads that want one port of the host, in production or on a developer's machine. */
function portClashes(workloads: readonly Workload[]): string[] {
  return [
    ...clashes(workloads, (workload) => workload.publish, 'published port', 'Publish one of them on another port'),
    ...clashes(
      workloads,
      (workload) => workload.development?.ports ?? [],
      'port',
      'Give one of them another "port", or another "developmentPort"',
    ),
  ];
}

function clashes(
  workloads: readonly Workload[],
  ports: (workload: Workload) => readonly PublishedPort[],
  what: string,
  fix: string,
): string[] {
  const taken = new Map<number, Workload>();
  const problems: string[] = [];
  for (const workload of workloads) {
    for (const { hostPort } of ports(workload)) {
      const other = taken.get(hostPort);
      if (other)
        problems.push(formatProblem(`${what} ${hostPort} is taken by ${other.name}`, { ...workload.origin, fix }));
      else taken.set(hostPort, workload);
    }
  }
  return problems;
}
