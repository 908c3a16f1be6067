import type { PlatformModel } from '../../model/platform-model.js';
import { probeCommand } from '../../model/probe.js';
import type { Workload } from '../../model/workload.js';

/**
 * In which order containers are replaced: resources, then whom others call before those that call, then proxies; what watches
 * them comes last. Jobs stand beside it: each runs before the first service that waits for it.
 */
export function updateOrder({ workloads, edges }: PlatformModel): Workload[] {
  const byName = new Map(workloads.map((workload) => [workload.name, workload]));
  const before = new Map<string, Set<string>>(workloads.map(({ name }) => [name, new Set()]));
  for (const { consumer, provider } of edges) before.get(consumer)?.add(provider);
  for (const { name, startAfter } of workloads) for (const { workload } of startAfter) before.get(name)?.add(workload);
  const ordered = new Set<Workload>();
  const visit = (workload: Workload, way: ReadonlySet<string>): void => {
    // Of a circle the one that is declared first goes first.
    if (ordered.has(workload) || way.has(workload.name)) return;
    for (const name of before.get(workload.name) ?? []) {
      const next = byName.get(name);
      if (next) visit(next, new Set([...way, workload.name]));
    }
    ordered.add(workload);
  };
  for (const workload of workloads) visit(workload, new Set());
  return [...ordered]
    .map((workload, place) => ({ workload, place }))
    .sort((a, b) => floor(a.workload) - floor(b.workload) || a.place - b.place)
    .map(({ workload }) => workload);
}

function floor({ kind, group }: Workload): number {
  if (group !== undefined) return 3;
  return { resource: 0, job: 1, service: 1, proxy: 2 }[kind];
}

/** Why two containers of a workload can't run beside each other; empty where they can. */
export function onlyOnce({ kind, publish, mounts }: Workload): '' | 'port' | 'volume' | 'state' {
  if (publish.length > 0) return 'port';
  if (mounts.some((mount) => mount.kind === 'volume' && !mount.readOnly)) return 'volume';
  // Two servers of the same data, in memory or wherever it is.
  return kind === 'resource' ? 'state' : '';
}

/** The jobs that must have ended before a workload starts. */
export function jobsOf({ startAfter }: Workload): string[] {
  return startAfter.filter(({ condition }) => condition === 'completed').map(({ workload }) => workload);
}

/** What asks a container from within whether all that it depends on answers; none where it can't say. */
export function readinessCommand({ readiness, httpClient }: Workload): readonly string[] {
  if (!readiness) return [];
  return probeCommand({ kind: 'http', ...readiness }, httpClient);
}

/** Where a job keeps the list of what it has applied. */
export interface MigratedSchema {
  readonly job: string;
  /** The workload that is the server, and the user who may do everything there. */
  readonly server: string;
  readonly superuser: string;
  readonly database: string;
  readonly schema: string;
}

/** The schemas that built jobs are given, where the server is part of the platform. */
export function migratedSchemas({ workloads }: PlatformModel): MigratedSchema[] {
  return workloads.flatMap(({ kind, image, name, environment }) => {
    if (kind !== 'job' || image.kind !== 'build') return [];
    for (const value of Object.values(environment)) {
      const [, host, database, query = ''] =
        /^postgres(?:ql)?:\/\/[^@/]*@([^:/]+)[^/]*\/([^?]+)(\?.*)?$/.exec(value) ?? [];
      const server = workloads.find((each) => each.name === host);
      if (!server || database === undefined) continue;
      const schema = new URLSearchParams(query).get('schema') ?? 'public';
      const superuser = server.environment.POSTGRES_USER ?? 'postgres';
      return [{ job: name, server: server.name, superuser, database: decodeURIComponent(database), schema }];
    }
    return [];
  });
}
