import type { NewDocument } from '../../model/document.js';
import type { MemorySize } from '../../model/memory-size.js';
import type { EvictionPolicy } from './eviction-policy.js';
import { RedisPersistence } from './redis-persistence.js';

export interface RedisFiles {
  /** Where `start.sh` and `redis.conf` lie in the output. */
  readonly folder: string;
  readonly secret: string;
  /** Secret with the password of the exporter's user, where there is one. */
  readonly exporter: string | undefined;
  readonly maxMemory: MemorySize;
  readonly maxClients: number;
  readonly evictionPolicy: EvictionPolicy;
  readonly persistence: RedisPersistence;
}

/** What starts a Redis, and its configuration. */
export function redisFiles({ folder, secret, exporter, persistence, ...settings }: RedisFiles): NewDocument[] {
  return [
    {
      path: `${folder}/start.sh`,
      executable: true,
      kind: 'template',
      syntax: 'hash',
      template: 'redis/start.sh.hbs',
      view: { secret, exporter: exporter ?? false },
    },
    {
      path: `${folder}/redis.conf`,
      kind: 'template',
      syntax: 'hash',
      template: 'redis/redis.conf.hbs',
      view: {
        maxMemory: settings.maxMemory.toBytes(),
        maxClients: settings.maxClients,
        evictionPolicy: settings.evictionPolicy,
        snapshot: persistence === RedisPersistence.Snapshot,
        appendOnly: persistence === RedisPersistence.AppendOnly,
      },
    },
  ];
}
