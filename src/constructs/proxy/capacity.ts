import { MemorySize } from '../../model/memory-size.js';
import type { OwnMemory } from './own-memory.js';

const KIB = 1024;
const MIB = KIB ** 2;

/** nginx itself: the first process, and each worker with its code, configuration and OpenSSL, measured with 1.26. */
const PROCESS = 5 * MIB;
/** Session cache of TLS: about 4,000 sessions a mebibyte. */
export const TLS_CACHE = 4 * MIB;
/** Addresses of one rate limit: about 8,000 a mebibyte; when it is full the oldest is forgotten. */
export const RATE_ZONE = 2 * MIB;
/** What is in /tmp besides bodies: the process id. */
const TMP = 4 * MIB;
/**
 * One connection, to a client or to a service; the buffers for the heads of a request and of an answer are added. Measured with
 * 350 clients of TLS that asked for much and did not read: 129 KiB for both ends.
 */
const CONNECTION = 20 * KIB;
/** Fewer than these a worker could not serve one page of a browser to a few people. */
const FEWEST = 128;
const MOST = 8192;
/** Bodies of a route with `requestBuffering` that must fit at once. */
const FEWEST_BODIES = 4;
const MOST_BODIES = 64;

/** What a container's limits must hold. */
export interface CapacityNeeds {
  readonly memory: MemorySize;
  /** In cores. */
  readonly cpus: number;
  readonly pids: number;
  readonly tls: boolean;
  /** Routes with a limit of their own. */
  readonly rates: number;
  /** What counting takes, in bytes: in all, and in each worker. @default nothing is counted */
  readonly metrics?: { readonly zones: number; readonly worker: number } | undefined;
  /** Of directives of the user's own. */
  readonly own: OwnMemory;
  readonly requestLine: MemorySize;
  readonly responseHeaders: MemorySize;
  /** Largest body that is held whole, if any is. */
  readonly body?: MemorySize | undefined;
  /** Makes the error. */
  readonly fail: (problem: string, fix: string) => Error;
}

export interface Capacity {
  readonly workers: number;
  /** Of one worker: those of clients and those to services together. */
  readonly connections: number;
  /** Size of /tmp. */
  readonly tmp: MemorySize;
  /** Bodies held whole at once. */
  readonly bodies: number;
  /** What nginx takes with the fewest connections, besides /tmp. */
  readonly least: MemorySize;
  /** The sum, for readers of the configuration. */
  readonly sum: string;
}

/**
 * Shares the memory out: nginx, its zones, bodies in /tmp, and for what is left connections. A tmpfs and a buffer count
 * against the limit of the container like everything else, and beyond that the kernel ends nginx.
 *
 * @throws NexusError with the sum, where it can't be held
 */
export function capacityOf(needs: CapacityNeeds): Capacity {
  // By the limit, not by the host's cores: each worker counts against memory and processes.
  const workers = Math.ceil(needs.cpus);
  const limit = needs.memory.toBytes();
  const { zones: counts, worker } = needs.metrics ?? { zones: 0, worker: 0 };
  const fixed = PROCESS * (workers + 1) + worker * workers;
  const ours = (needs.tls ? TLS_CACHE : 0) + needs.rates * RATE_ZONE + counts;
  const zones = ours + needs.own.zones;
  const each = CONNECTION + needs.requestLine.toBytes() + needs.responseHeaders.toBytes() + needs.own.connection;
  const least = workers * FEWEST * each;
  const added = needs.own.zones === 0 ? '' : `${size(needs.own.zones)} for zones of the prop nginx, `;
  const parts = `${size(fixed)} for nginx with ${workers} worker${workers === 1 ? '' : 's'}, ${size(ours)} for its zones, ${added}${size(TMP)} for /tmp`;
  // The init process, the first one, and workers; twice, while an old set ends.
  if (2 * workers + 4 > needs.pids)
    throw needs.fail(
      `${workers} workers of nginx do not fit in ${needs.pids} processes`,
      `Give it resources: Resources.of({ …, pids: ${2 * workers + 4} }), or fewer cpus`,
    );
  const free = limit - fixed - zones - TMP;
  const body = needs.body?.toBytes() ?? 0;
  // Half of what is left, but for the fewest that must fit in any case.
  const bodies = body === 0 ? 0 : Math.min(MOST_BODIES, Math.max(FEWEST_BODIES, Math.floor(free / 2 / body)));
  const wanted = fixed + zones + TMP + bodies * body + least;
  if (wanted > limit) {
    const held = body === 0 ? '' : `, ${bodies} bodies of ${size(body)} at once ${size(bodies * body)}`;
    throw needs.fail(
      `what the proxy promises does not fit in ${size(limit)}: ${parts}${held}, ` +
        `${workers * FEWEST} connections of ${size(each)} ${size(least)}; together ${size(wanted)}`,
      (body === 0
        ? needs.own.zones > 0
          ? 'Make the zones smaller; or give it '
          : 'Give it '
        : 'Leave requestBuffering out, so that bodies are passed on as they come; or give it ') +
        `resources: Resources.of({ memory: MemorySize.mebibytes(${Math.ceil(wanted / MIB)}), … })`,
    );
  }
  const perWorker = Math.floor((free - bodies * body) / each / workers);
  const connections = Math.min(MOST, Math.max(FEWEST, perWorker - (perWorker % 64)));
  return {
    workers,
    connections,
    bodies,
    least: MemorySize.bytes(fixed + zones + least),
    tmp: MemorySize.bytes(TMP + Math.ceil((bodies * body) / MIB) * MIB),
    sum:
      `Of ${size(limit)} memory: ${parts}${body === 0 ? '' : `, ${size(bodies * body)} for ${bodies} bodies`}, ` +
      `and ${size(each)} for each connection, to clients and services.`,
  };
}

function size(bytes: number): string {
  return bytes % MIB === 0 || bytes > 10 * MIB ? `${Math.ceil(bytes / MIB)} MiB` : `${Math.ceil(bytes / KIB)} KiB`;
}
