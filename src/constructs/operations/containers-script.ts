import type { DocumentModel } from '../../model/document.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { HttpClient, Probe } from '../../model/probe.js';
import { LEAD_SECONDS, LINGER_SECONDS } from '../../model/updates.js';
import type { Workload } from '../../model/workload.js';
import { textsIn } from './texts/catalogue.js';
import { CONTAINERS_TEXTS } from './texts/containers.js';

/** The library that replaces containers without a lost request, and what it must know of each service. */
export function containersScript(model: PlatformModel): DocumentModel[] {
  if (model.workloads.length === 0) return [];
  const texts = textsIn(model.language, CONTAINERS_TEXTS);
  return [
    {
      path: 'scripts/lib/containers.sh',
      origin: model.origin,
      kind: 'template',
      syntax: 'hash',
      template: 'operations/containers.sh.hbs',
      view: {
        platform: model.name,
        texts,
        lead: LEAD_SECONDS,
        linger: LINGER_SECONDS,
        services: model.workloads
          .filter(({ kind }) => kind !== 'job')
          .map((workload) => serviceView(workload, model, texts)),
      },
    },
  ];
}

interface ServiceView {
  readonly model: readonly string[];
  readonly name: string;
  /** Empty for the main part. */
  readonly group: string;
  /** Why there can't be two of it; empty where there can. */
  readonly alone: string;
  /** Networks on which others call it. */
  readonly callers: readonly string[];
  /** Those of them on which it calls others. */
  readonly shared: readonly string[];
  /** Ports that clients are connected to. */
  readonly ports: readonly number[];
  /** Who can say that it is reached. */
  readonly asker: Asker | false;
  /** Seconds in which it must have become healthy. */
  readonly patience: number;
}

interface Asker {
  readonly name: string;
  readonly network: string;
  readonly port: number;
  /** Program of Node; `false` where there is BusyBox. */
  readonly node: string | false;
}

function serviceView(
  workload: Workload,
  model: PlatformModel,
  texts: Record<'keepsState' | 'ownsVolume', string>,
): ServiceView {
  const { name, kind, group = '', liveness } = workload;
  const incoming = model.edges.filter(({ provider }) => provider === name);
  const callers = unique(incoming.map(({ network }) => network));
  const called = new Set(model.edges.flatMap(({ consumer, network }) => (consumer === name ? [network] : [])));
  const clients = incoming.filter(({ tier }) => tier !== 'monitoring');
  return {
    model: ['workloads', name],
    name,
    group,
    // What is published is asked of the files themselves: overlays and overrides publish, too.
    alone: ownsVolume(workload, model) ? texts.ownsVolume : kind === 'resource' ? texts.keepsState : '',
    callers,
    shared: callers.filter((network) => called.has(network)),
    ports: unique((clients.length > 0 ? clients : incoming).flatMap(({ ports }) => ports)),
    asker: askerOf(clients, model),
    patience: liveness ? patienceOf(liveness) : 60,
  };
}

/** A proxy before others: it is where requests come from. */
function askerOf(edges: PlatformModel['edges'], { workloads }: PlatformModel): Asker | false {
  const found = edges.flatMap(({ consumer, network, ports: [port] }) => {
    const caller = workloads.find(({ name, kind }) => name === consumer && kind !== 'job');
    return caller && port !== undefined ? [{ caller, network, port }] : [];
  });
  const [first] = [...found.filter(({ caller }) => caller.kind === 'proxy'), ...found];
  if (!first) return false;
  return { name: first.caller.name, network: first.network, port: first.port, node: nodeOf(first.caller.httpClient) };
}

function nodeOf(client: HttpClient): string | false {
  return client.kind === 'node' && client.binary;
}

function ownsVolume({ mounts }: Workload, { volumes }: PlatformModel): boolean {
  return mounts.some(
    (mount) =>
      mount.kind === 'volume' &&
      !mount.readOnly &&
      volumes.some(({ name, access }) => name === mount.volume && access !== 'many-writers'),
  );
}

/** Until the engine itself calls it unhealthy, and a little more. */
function patienceOf({ startPeriod, interval, timeout, retries }: Probe): number {
  const checks = retries * (interval.toMilliseconds() + timeout.toMilliseconds());
  return Math.ceil((startPeriod.toMilliseconds() + checks) / 1000) + 5;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
