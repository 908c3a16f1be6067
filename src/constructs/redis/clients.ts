import type { NexusError } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import type { IWorkload } from '../core/graph-node.js';

const USUAL = 1000;
/** Buffers of one connection under load; an idle one takes about 20 KiB. */
const EACH = MemorySize.kibibytes(64);
/** What a consumer's container opens unless somebody says otherwise: node-redis and ioredis open one each, queues several. */
const POOL = 10;
/** Containers that a rolling update runs beside those that it replaces. */
const SURPLUS = 1;

/** A consumer, and how many connections each of its containers opens where somebody has said. */
export interface Pool {
  readonly workload: IWorkload;
  readonly poolSize?: number;
}

/**
 * `maxclients`: what was asked for, or as many up to 1000 as fit in half of what the memory limit leaves beside the data.
 *
 * @param refuse makes the error
 * @throws NexusError if what was asked for does not fit in what the limit leaves
 */
export function clientCapacity(
  {
    memory,
    data,
    folders,
    asked,
  }: {
    readonly memory: MemorySize;
    readonly data: MemorySize;
    /** Those in memory. */
    readonly folders: MemorySize;
    readonly asked?: number | undefined;
  },
  refuse: (problem: string, fix: string) => NexusError,
): number {
  const rest = memory.toBytes() - data.toBytes();
  const fits = Math.floor((rest - folders.toBytes()) / EACH.toBytes());
  if (asked === undefined) return Math.max(1, Math.min(USUAL, fits, Math.floor(rest / EACH.toBytes() / 2)));
  if (asked <= fits) return asked;
  throw refuse(
    `maxClients ${asked} × ${EACH}, maxMemory ${data} and ${folders} of folders in memory make ${MemorySize.bytes(asked * EACH.toBytes() + data.toBytes() + folders.toBytes())}, and the memory limit is ${memory}`,
    `Raise the limit in "resources", or lower maxClients to ${fits}`,
  );
}

/** The sum, where consumers may open more connections than Redis takes. */
export function excessClients(
  pools: readonly Pool[],
  most: number,
): { readonly total: number; readonly terms: readonly string[] } | undefined {
  const each = pools.map(({ workload, poolSize = POOL }) => ({
    text: `${workload.name} ${poolSize} × (${workload.replicas} + ${SURPLUS} in a rolling update)`,
    count: poolSize * (workload.replicas + SURPLUS),
  }));
  const total = each.reduce((all, { count }) => all + count, 0);
  return total > most ? { total, terms: each.map(({ text, count }) => `${text} = ${count}`) } : undefined;
}
