import type { NexusError } from '../../model/errors.js';
import { atMost, MemorySize } from '../../model/memory-size.js';
import type { WorkloadResources } from '../../model/workload.js';

const USUAL = 100;
const USUAL_SHARED = MemorySize.mebibytes(128);
/** What an idle connection takes, with one sort in `work_mem`. */
const EACH = MemorySize.mebibytes(4);
/** Processes besides those of connections: checkpointer, writers, autovacuum, parallel workers, checks of health. */
const BACKGROUND = 32;

/** Size of `/tmp`, a sixteenth of the memory limit and at most 64 MiB, and of the folder of the socket. */
export function foldersInMemory(memory: MemorySize): { readonly tmp: MemorySize; readonly socket: MemorySize } {
  return { tmp: atMost(MemorySize.mebibytes(64), memory.times(1 / 16)), socket: MemorySize.mebibytes(1) };
}

/**
 * Size of `/dev/shm`: what was asked for, or 128 MiB, and at most a quarter of the memory limit, which it counts against.
 *
 * @param refuse makes the error
 * @throws NexusError if what was asked for does not fit beside `shared_buffers`
 */
export function sharedMemory(
  memory: MemorySize,
  folders: MemorySize,
  asked: MemorySize | undefined,
  refuse: (problem: string, fix: string) => NexusError,
): MemorySize {
  const quarter = memory.times(0.25);
  if (!asked) return quarter.toBytes() < USUAL_SHARED.toBytes() ? quarter : USUAL_SHARED;
  const room = memory.toBytes() - quarter.toBytes() - folders.toBytes();
  if (asked.toBytes() <= room) return asked;
  throw refuse(
    `shmSize ${asked}, shared_buffers ${quarter} and ${folders} of folders in memory are more than the memory limit ${memory}, which all of them count against`,
    `Raise the limit in "resources", or lower shmSize to ${MemorySize.bytes(room)}`,
  );
}

/**
 * `max_connections`: what was asked for, or as many up to 100 as the limits allow. Beside `shared_buffers`, a quarter of
 * the memory limit, and folders in memory each connection takes {@link EACH}; and it is a process.
 *
 * @param asked maxConnections of the props
 * @param refuse makes the error
 * @throws NexusError if the limits can't hold what was asked for
 */
export function serverCapacity(
  { memory, pids }: WorkloadResources['limits'],
  folders: MemorySize,
  asked: number | undefined,
  refuse: (problem: string, fix: string) => NexusError,
): number {
  const buffers = Math.floor(memory.toMebibytes() / 4);
  const each = EACH.toMebibytes();
  const byMemory = Math.floor((memory.toMebibytes() - buffers - folders.toMebibytes()) / each);
  const byProcesses = pids - BACKGROUND;
  if (asked === undefined) return Math.max(10, Math.min(USUAL, byMemory, byProcesses));
  if (asked > byMemory)
    throw refuse(
      `maxConnections ${asked} × ${EACH}, shared_buffers ${buffers}M and ${folders} of folders in memory make ${asked * each + buffers + folders.toMebibytes()}M, and the memory limit is ${memory}`,
      `Raise the limit in "resources", or lower maxConnections to ${byMemory}`,
    );
  if (asked > byProcesses)
    throw refuse(
      `maxConnections ${asked} and ${BACKGROUND} processes of the server make ${asked + BACKGROUND}, and the limit is ${pids} processes`,
      `Raise "pids" in "resources", or lower maxConnections to ${byProcesses}`,
    );
  return asked;
}
