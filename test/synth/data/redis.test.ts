import { describe, expect, it } from 'vitest';
import { MemorySize, RedisCache, type RedisCacheProps, RedisPersistence } from '../../../src/index.js';
import { type Compose, Repository } from './repository.js';

const queue =
  (props: RedisCacheProps): Compose =>
  (platform) =>
    new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly, ...props });

/** Whether there is no harm either way: two policies that may throw away the same. */
function isSame(before: RedisCacheProps, after: RedisCacheProps): boolean {
  return (before.evictionPolicy?.startsWith('allkeys') && after.evictionPolicy?.startsWith('allkeys')) ?? false;
}

describe('a change under the data of a Redis', () => {
  it('of a Redis from snapshots to an append-only file would begin empty', () => {
    const repository = new Repository();
    repository.run(queue({ persistence: RedisPersistence.Snapshot }));
    expect(repository.run(queue({}))[0]).toContain(
      'With appendonly yes, Redis reads no snapshot: it begins empty beside dump.rdb. Before the first start with it',
    );
  });

  it.each<[string, RedisCacheProps, RedisCacheProps, string | undefined]>([
    [
      'noeviction to allkeys-lru',
      {},
      { evictionPolicy: 'allkeys-lru' },
      'made with eviction "noeviction"; now eviction "allkeys-lru" is declared. When maxMemory is full, keys that were kept with noeviction are thrown away, whichever they are.',
    ],
    [
      'keys with an expiry to any',
      { evictionPolicy: 'volatile-ttl' },
      { evictionPolicy: 'allkeys-lfu' },
      'keys that were kept with volatile-ttl',
    ],
    ['allkeys-lru to noeviction', { evictionPolicy: 'allkeys-lru' }, {}, undefined],
    ['allkeys-lru to allkeys-lfu', { evictionPolicy: 'allkeys-lru' }, { evictionPolicy: 'allkeys-lfu' }, undefined],
    [
      '256M to 128M',
      { maxMemory: MemorySize.mebibytes(256) },
      { maxMemory: MemorySize.mebibytes(128) },
      'made with max memory "256M"; now max memory "128M" is declared. Where more than 128M is kept, writes are refused.',
    ],
    ['256M to 1G', { maxMemory: MemorySize.mebibytes(256) }, { maxMemory: MemorySize.gibibytes(1) }, undefined],
  ])('of what a persistent Redis may throw away has a warning where more goes: %s', (_, before, after, problem) => {
    const repository = new Repository();
    repository.run(queue(before));
    for (let run = 0; run < 2; run++) {
      const warnings = repository.run(queue(after));
      expect(warnings).toHaveLength(problem === undefined ? 0 : 1);
      expect(warnings.join()).toContain(problem ?? '');
    }
    // What is harmless is what is known then.
    expect(repository.run(queue(before)).length).toBe(problem === undefined && !isSame(before, after) ? 1 : 0);
  });
});
