import { formatProblem } from '../../model/errors.js';
import type { PublishedPort, Workload } from '../../model/workload.js';

/** A container of a cycle would wait for itself. One problem a cycle, naming it whole. */
export function startCycles(workloads: readonly Workload[]): string[] {
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

/** Volumes that processes of different users write to: Docker gives one to the user of whoever mounts it first. */
export function volumeOwners(workloads: readonly Workload[]): string[] {
  const first = new Map<string, Workload>();
  const problems: string[] = [];
  for (const workload of workloads) {
    for (const mount of workload.mounts) {
      if (mount.kind !== 'volume' || mount.readOnly) continue;
      const other = first.get(mount.volume);
      if (!other) first.set(mount.volume, workload);
      else if (other.security.user !== workload.security.user)
        problems.push(
          formatProblem(
            `volume ${mount.volume} is written by ${other.name} as ${other.security.user} and by ${workload.name} as ${workload.security.user}: the one that starts first owns it, and the other can't write`,
            { ...workload.origin, fix: 'Mount it read-only in one of them, or give both the same security: { user }' },
          ),
        );
    }
  }
  return problems;
}

/** Two workloads that want one port of the host, in production or on a developer's machine. */
export function portClashes(workloads: readonly Workload[]): string[] {
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
  const taken = new Map<number, { readonly workload: Workload; readonly port: PublishedPort }[]>();
  const problems: string[] = [];
  for (const workload of workloads) {
    for (const port of ports(workload)) {
      const { hostPort, hostIp } = port;
      const others = taken.get(hostPort) ?? [];
      const other = others.find((one) => meet(one.port.hostIp, hostIp));
      if (!other) taken.set(hostPort, [...others, { workload, port }]);
      else if (other.workload === workload) {
        const [problem, correction] = twice(other.port, port);
        problems.push(formatProblem(`${what} ${hostPort} ${problem}`, { ...workload.origin, fix: correction }));
      } else
        problems.push(
          formatProblem(`${what} ${hostPort} is taken by ${other.workload.name}`, { ...workload.origin, fix }),
        );
    }
  }
  return problems;
}

/** One workload that publishes a port of the host twice. */
function twice(one: PublishedPort, other: PublishedPort): readonly [problem: string, fix: string] {
  if (one.containerPort !== other.containerPort)
    return [
      `leads to two ports of the container, ${one.containerPort} and ${other.containerPort}`,
      'Publish one of them on another port',
    ];
  if (one.hostIp === other.hostIp) return [`is there twice on ${one.hostIp}`, 'Publish it once'];
  const [every, single] = isEvery(one.hostIp) ? [one, other] : [other, one];
  return [
    `is on ${every.hostIp}, which is every address of its family, and on ${single.hostIp}, which is one of them`,
    `Leave out ${single.hostIp}, or ${every.hostIp} if not every address is meant`,
  ];
}

/** Whether one port of both addresses is one socket: they are alike, or one is every address of the other's family. */
function meet(a: string, b: string): boolean {
  if (a.includes(':') !== b.includes(':')) return false;
  return a === b || [a, b].some(isEvery);
}

function isEvery(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}
