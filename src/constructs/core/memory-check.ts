import { NexusError } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { heapOf } from '../../model/node-heap.js';
import { overlayNodeOptions } from '../../model/overlay-node-options.js';
import type { EnvironmentModel } from '../../model/platform-model.js';
import type { Workload } from '../../model/workload.js';

/** What the processes of a container are promised, and count against its memory limit. */
export interface MemoryNeed {
  /** As it is called in the sum, for example `shared_buffers`. */
  readonly what: string;
  readonly size: MemorySize;
}

/** Node.js besides V8's heap: 8 MiB for one that serves HTTP and is idle, measured with 20. */
const NODE: MemoryNeed = { what: 'Node.js itself', size: MemorySize.mebibytes(8) };

/**
 * Checks that what a container is promised fits in its memory limit: folders in memory, `/dev/shm`, V8's heap, and what
 * its kind adds. Each may be filled, and beyond the limit the kernel ends a process of it.
 *
 * @throws NexusError with the sum, where it does not
 */
export function checkMemory(workload: Workload, needs: readonly MemoryNeed[]): void {
  const excess = excessOf(workload, workload.environment.NODE_OPTIONS, workload.resources.limits.memory, needs);
  if (excess)
    throw new NexusError(`what ${workload.name} is promised does not fit in its memory limit ${excess.sum}`, {
      path: workload.origin.path,
      location: workload.origin.location,
      fix: `Give it resources: Resources.of({ memory: MemorySize.mebibytes(${excess.least}), … }), or lower one of these`,
    });
}

/** The same, for an environment whose overlay gives services another limit. */
export function checkOverlayMemory(workload: Workload, environment: EnvironmentModel): void {
  const memory = environment.resources?.limits.memory;
  if (!memory || workload.kind !== 'service' || workload.group !== undefined) return;
  const { base, heap, merged } = overlayNodeOptions(workload, environment);
  const excess = excessOf(workload, merged ?? heap ?? base, memory, []);
  if (excess)
    throw new NexusError(
      `what ${workload.name} is promised does not fit in the memory limit that ${environment.name} gives it, ${excess.sum}`,
      {
        path: workload.origin.path,
        location: workload.origin.location,
        fix: `Give the environment at least MemorySize.mebibytes(${excess.least}), or lower one of these`,
      },
    );
}

function excessOf(
  { mounts, sharedMemory }: Workload,
  options: string | undefined,
  limit: MemorySize,
  needs: readonly MemoryNeed[],
): { readonly sum: string; readonly least: number } | undefined {
  const heap = heapOf(options);
  const parts: MemoryNeed[] = [
    ...(heap ? [{ what: "V8's heap", size: heap }, NODE] : []),
    ...needs,
    ...(sharedMemory ? [{ what: '/dev/shm', size: sharedMemory }] : []),
    ...mounts.flatMap((mount) => (mount.kind === 'tmpfs' ? [{ what: mount.target, size: mount.size }] : [])),
  ];
  const total = parts.reduce((bytes, { size }) => bytes + size.toBytes(), 0);
  if (total <= limit.toBytes()) return undefined;
  const list = parts.map(({ what, size }) => `${what} ${size}`).join(', ');
  return {
    sum: `${limit}: ${list}${parts.length > 1 ? `; together ${MemorySize.bytes(total)}` : ''}`,
    least: leastLimit(parts, limit),
  };
}

/** Shares of the limit that sizes follow unless somebody says otherwise. */
const SHARES: Readonly<Record<string, readonly number[]>> = {
  "V8's heap": [0.75],
  shared_buffers: [0.25],
  '/dev/shm': [0.25],
  '/tmp': [1 / 2, 1 / 8, 1 / 12, 1 / 16],
};
/** The most that `/tmp` follows to. */
const MOST_TMP = MemorySize.mebibytes(64);

/** A limit that holds them all, in MiB. What follows the limit grows with it: the others must fit in the rest. */
function leastLimit(parts: readonly MemoryNeed[], limit: MemorySize): number {
  let fixed = 0;
  let share = 0;
  for (const { what, size } of parts) {
    const own = SHARES[what]?.find((factor) => limit.times(factor).toBytes() === size.toBytes());
    const follows = own !== undefined && share + own < 1 && (what !== '/tmp' || size.toBytes() < MOST_TMP.toBytes());
    if (follows) share += own;
    else fixed += size.toMebibytes();
  }
  return Math.ceil(fixed / (1 - share));
}
