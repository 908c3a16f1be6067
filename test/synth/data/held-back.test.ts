import { describe, expect, it } from 'vitest';
import {
  NexusService,
  Phase,
  PostgresDatabase,
  RedisCache,
  RedisPersistence,
  Secret,
  Volume,
} from '../../../src/index.js';
import { type Compose, database, Repository } from './repository.js';

/** A platform whose second phase has a service with a schema, a queue, a volume and a secret. */
const shop: Compose = (platform) => {
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  new NexusService(platform, 'crm', { port: 5001, image: 'a/b:1', uses: [postgres] });
  const since = Phase.Build;
  const uploads = new Volume(platform, 'uploads');
  const secrets = [new Secret(platform, 'upload_key')];
  const uses = [{ provider: postgres, role: 'files' }];
  const later = new NexusService(platform, 'later', { port: 5002, image: 'a/b:1', uses, secrets, since });
  later.addVolume(uploads, '/data', { owner: 'image' });
  new NexusService(platform, 'booking', { port: 5003, image: 'a/b:1', uses: [postgres], since });
  new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly, since, developmentPort: 6380 });
};

describe('what a later rollout phase has', () => {
  it('is neither gone nor to be given up when the phase goes back', () => {
    const repository = new Repository();
    expect(repository.run(shop, 'shop', { rollout: Phase.Build })).toEqual([]);
    const known = repository.data;
    expect(known).toMatchObject({
      'shop/postgres_data/schema files': 'files',
      'shop/postgres_data/schema booking': 'booking',
      'shop/uploads/kind': 'files',
      'shop/queue_data/kind': 'redis',
      'shop/secret files/upload_key': 'random',
    });
    for (let run = 0; run < 2; run++) expect(repository.run(shop, 'shop', { rollout: Phase.Security })).toEqual([]);
    expect(repository.data).toEqual(known);
    expect(repository.run(shop, 'shop', { rollout: Phase.Build })).toEqual([]);
  });

  it('does not hide what is gone', () => {
    const repository = new Repository();
    repository.run(database());
    expect(repository.run(database({}, 'postgres', 'customers'), 'shop', { rollout: Phase.Security })[0]).toContain(
      'has schema crm, which is no longer declared',
    );
  });
});

describe('what is remembered besides volumes', () => {
  it('is no volume: no warning of address blocks when the last data goes', () => {
    const repository = new Repository();
    repository.run(database());
    const warnings = repository.run((platform) => new RedisCache(platform, 'redis'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('nothing mounts volume postgres_data any more');
    expect(repository.data['shop/address blocks/backend']).toBeDefined();
    expect(
      repository.run((platform) => {
        new RedisCache(platform, 'redis');
        platform.releaseData('postgres_data', 'Removed on every host, 2026-12-01');
      }),
    ).toEqual([]);
    expect(repository.data).toEqual({});
    expect(repository.run(database(), 'shop', { networks: { backend: '10.9.0.0/16' } })).toEqual([]);
  });
});
