import { describe, expect, it } from 'vitest';
import { type NexusPlatformProps, RedisCache, RedisPersistence } from '../../../src/index.js';
import { messageOf } from '../../support/project.js';
import { type Compose, database, Repository } from './repository.js';

const queue: Compose = (platform) =>
  new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly, volume: 'queue_data' });

const images = (from: string, to: string): NexusPlatformProps => ({ images: { replace: { [from]: to } } });

describe('an image that is replaced under living data', () => {
  it.each([
    ['pgvector/pgvector:pg17', 'distribution "alpine", user "70:70"; now distribution "debian", user "999:999" are'],
    ['mirror/postgres:16-alpine', 'version "17"; now version "16" is declared'],
    ['mirror/postgres:18-alpine', 'version "17", mount'],
  ])('by %s has a warning in every run', (other, problem) => {
    const repository = new Repository();
    repository.run(database());
    for (let run = 0; run < 2; run++)
      expect(repository.run(database(), 'shop', images('postgres:17-alpine', other))[0]).toContain(problem);
    expect(repository.data['shop/postgres_data/distribution']).toBe('alpine');
  });

  it('by a mirror’s is the same, whichever release of Debian its tag leaves open', () => {
    const repository = new Repository();
    repository.run(database());
    expect(repository.run(database(), 'shop', images('postgres:17-alpine', 'a.example/postgres:17.4-alpine'))).toEqual(
      [],
    );
    const debian = new Repository();
    debian.run(database({ distribution: 'bookworm' }));
    const vector = images('postgres:17-bookworm', 'pgvector/pgvector:pg17');
    expect(debian.run(database({ distribution: 'bookworm' }), 'shop', vector)).toEqual([]);
  });

  it.each([
    ['mirror/redis:7-alpine', 'version "8"; now version "7" is declared'],
    [
      'valkey/valkey:8-alpine',
      'version "8"; now version "valkey 8" is declared. Valkey does not read the files of Redis',
    ],
  ])('of a Redis by %s, too', (other, problem) => {
    const repository = new Repository();
    repository.run(queue);
    expect(repository.run(queue, 'shop', images('redis:8-alpine', other))[0]).toContain(problem);
  });

  it('of a Redis that does not tell its version is refused, but for a cache', () => {
    const props = images('redis:8-alpine', 'example/cache:3');
    expect(messageOf(() => new Repository().run(queue, 'shop', props))).toContain(
      "[shop/queue] images.replace has example/cache:3 in the place of redis:8-alpine, and its name does not tell the major version in it, which the data depends on. Say it: images: { replace: { 'redis:8-alpine': { image: 'example/cache:3', version: 8 } } }",
    );
    expect(new Repository().run((platform) => new RedisCache(platform, 'cache'), 'shop', props)).toEqual([]);
  });
});
