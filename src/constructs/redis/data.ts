import type { DataDescription } from '../../model/data-identity.js';
import { RedisPersistence } from './redis-persistence.js';

/** What the files of a Redis were made with. */
export function describeRedisData(volume: string, version: string, persistence: RedisPersistence): DataDescription {
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
    ],
  };
}
