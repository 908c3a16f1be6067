import type { DataDescription } from '../../model/data-identity.js';
import type { MemorySize } from '../../model/memory-size.js';
import { type EvictionPolicy, POLICIES } from './eviction-policy.js';
import { RedisPersistence } from './redis-persistence.js';

export interface RedisData {
  readonly volume: string;
  /** What writes the files: `8`, `valkey 8`. */
  readonly version: string;
  readonly persistence: RedisPersistence;
  readonly maxMemory: MemorySize;
  readonly evictionPolicy: EvictionPolicy;
}

/** What the files of a Redis were made with, and what may throw away what is in them. */
export function describeRedisData(data: RedisData): DataDescription {
  const { volume, version, persistence, maxMemory, evictionPolicy } = data;
  return {
    volume,
    facts: [
      { name: 'kind', value: 'redis', effect: 'Another program wrote these files.' },
      {
        name: 'version',
        value: version,
        effect: version.startsWith('valkey')
          ? 'Valkey does not read the files of Redis 7.4 and later, and restarts forever.'
          : 'A newer Redis reads the files of an older one; an older one refuses those of a newer one, and restarts forever.',
        remedy: 'From {from} up to a higher {to}, start it once on each host; down, keep {from}.',
      },
      {
        name: 'persistence',
        value: persistence,
        effect:
          persistence === RedisPersistence.AppendOnly
            ? 'With appendonly yes, Redis reads no snapshot: it begins empty beside dump.rdb.'
            : 'With appendonly no, Redis reads no append-only file: it begins with the last dump.rdb, or empty.',
        remedy:
          persistence === RedisPersistence.AppendOnly
            ? 'Before the first start with it, on the running server: CONFIG SET appendonly yes, and wait until INFO persistence says aof_rewrite_in_progress:0.'
            : 'Before the first start with it, on the running server: SAVE.',
      },
      {
        name: 'eviction',
        value: evictionPolicy,
        safeAfter: POLICIES.filter((policy) => reach(policy) >= reach(evictionPolicy)),
        effect: `When maxMemory is full, keys that were kept with {from} are thrown away, ${evictionPolicy.startsWith('volatile') ? 'those with an expiry' : 'whichever they are'}.`,
        remedy: 'Keep {from}; or make a second RedisCache for what may go.',
      },
      {
        name: 'max memory',
        value: maxMemory.toString(),
        mayRise: true,
        effect:
          evictionPolicy === 'noeviction'
            ? 'Where more than {to} is kept, writes are refused.'
            : `Where more than {to} is kept, ${evictionPolicy} throws keys away at once.`,
        remedy: 'Look at used_memory in INFO memory on each host before; or keep {from}.',
      },
    ],
  };
}

/** How many keys a policy may throw away: none, those with an expiry, all. */
function reach(policy: EvictionPolicy): number {
  return policy === 'noeviction' ? 0 : policy.startsWith('volatile') ? 1 : 2;
}
