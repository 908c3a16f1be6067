import { describe, expect, it } from 'vitest';
import {
  type NexusPlatformProps,
  NexusService,
  type PostgresDatabaseProps,
  RedisCache,
  RedisPersistence,
  Volume,
} from '../../../src/index.js';
import { messageOf } from '../../support/project.js';
import { type Compose, database, Repository } from './repository.js';

const MOVE = { volume: 'postgres_new', movedFrom: { volume: 'postgres_data' } } as const;

/** Warnings besides that of the move itself, of two runs. */
function afterMove(before: Compose, after: Compose): string[] {
  const repository = new Repository();
  repository.run(before);
  const first = repository.run(after);
  expect(repository.run(after)).toEqual(first);
  expect(first[0]).toContain('moves to');
  return first.slice(1);
}

function refusal(before: Compose, after: Compose, props: NexusPlatformProps = {}): string {
  const repository = new Repository();
  repository.run(before);
  return messageOf(() => repository.run(after, 'shop', props));
}

const queue =
  (persistence: RedisPersistence, version: number, more: { volume?: string; movedFrom?: string } = {}): Compose =>
  (platform) =>
    new RedisCache(platform, 'queue', { persistence, version, ...more });

describe('data that is carried over', () => {
  it.each<[string, Partial<PostgresDatabaseProps>, Partial<PostgresDatabaseProps>]>([
    ['nothing else', {}, {}],
    ['the version', { version: 15 }, { movedFrom: { volume: 'postgres_data', version: 15 } }],
    [
      'the distribution',
      {},
      { distribution: 'bookworm', movedFrom: { volume: 'postgres_data', distribution: 'alpine' } },
    ],
    ['the locale', { locale: 'pt-BR' }, { locale: 'und' }],
  ])('may differ in what the script changes: %s', (_, before, after) => {
    expect(afterMove(database(before), database({ ...MOVE, ...after }))).toEqual([]);
  });

  it('into a database of another name has a warning until the name is the same', () => {
    const after = database({ ...MOVE, database: 'store', owner: 'shop_owner' });
    const [warning = '', ...more] = afterMove(database(), after);
    expect(more).toEqual([]);
    expect(warning).toContain(
      'the data in volume postgres_data, which moves to postgres_new, was made with database "shop"; now database "store" is declared. The script looks for store and finds shop; started without it, services have an empty store.',
    );
    expect(warning).toContain('acceptDataChange("postgres_data/database", { from: "shop", to: "store", reason: … })');
  });

  it.each<[string, Compose, string]>([
    ['owner', database({ ...MOVE, owner: 'boss' }), 'made with owner "shop_owner"; now owner "boss" is declared'],
    [
      'service',
      database(MOVE, 'postgres', 'customers'),
      'volume postgres_data has schema crm, which is no longer declared',
    ],
  ])('with another %s has a warning, too', (_, after, problem) => {
    const [warning = '', ...more] = afterMove(database(), after);
    expect(more).toEqual([]);
    expect(warning).toContain(problem);
  });

  it('of Redis is read by what reads it', () => {
    const after = queue(RedisPersistence.Snapshot, 7, { volume: 'jobs_data', movedFrom: 'queue_data' });
    const [warning = '', ...more] = afterMove(queue(RedisPersistence.AppendOnly, 8), after);
    expect(more).toEqual([]);
    expect(warning).toContain(
      'the data in volume queue_data, which moves to jobs_data, was made with version "8", persistence "append-only"; now version "7", persistence "snapshot" are declared',
    );
    expect(
      afterMove(
        queue(RedisPersistence.AppendOnly, 8),
        queue(RedisPersistence.AppendOnly, 8, { volume: 'jobs_data', movedFrom: 'queue_data' }),
      ),
    ).toEqual([]);
  });

  it('of files may get another user and mount point', () => {
    const files =
      (id: string, user: string, target: string, movedFrom?: string): Compose =>
      (platform) => {
        const service = new NexusService(platform, 'crm', { port: 5001, image: 'a/b:1', security: { user } });
        service.addVolume(new Volume(platform, id, movedFrom === undefined ? {} : { movedFrom }), target, {
          owner: 'image',
        });
      };
    expect(afterMove(files('a_data', '1000:1000', '/data'), files('b_data', '5:5', '/files', 'a_data'))).toEqual([]);
  });
});

describe('movedFrom', () => {
  it('that takes the old volume for another version is refused', () => {
    expect(refusal(database({ version: 15 }), database(MOVE))).toContain(
      `movedFrom takes volume postgres_data for version "17", and it was made with version "15". Write movedFrom: { volume: 'postgres_data', version: 15 }, or the image that wrote it. If .nexus/data.json is wrong, say so: acceptDataChange("postgres_data/version", { from: "15", to: "17", reason: … })`,
    );
  });

  it('has a warning for another distribution, also of an image in its place', () => {
    const repository = new Repository();
    repository.run(database());
    const images = { replace: { 'postgres:17-alpine': 'pgvector/pgvector:pg17' } };
    expect(repository.run(database(MOVE), 'shop', { images })[1]).toContain(
      'movedFrom takes volume postgres_data for distribution "debian", and it was made with distribution "alpine"',
    );
  });

  it.each<[string, Compose, Compose, string]>([
    [
      'Redis under Postgres',
      queue(RedisPersistence.Snapshot, 8),
      database({ movedFrom: { volume: 'queue_data' } }),
      'the data of volume postgres_data is of the kind "postgres", and movedFrom names volume queue_data, which is of the kind "redis". Name the volume that the data was in.',
    ],
    [
      'Postgres under Redis',
      database(),
      queue(RedisPersistence.Snapshot, 8, { movedFrom: 'postgres_data' }),
      'is of the kind "redis", and movedFrom names volume postgres_data, which is of the kind "postgres"',
    ],
  ])('that names data of another kind is refused: %s', (_, before, after, problem) => {
    expect(refusal(before, after)).toContain(problem);
  });

  it('that names what another kind still uses is refused, too', () => {
    const before = queue(RedisPersistence.Snapshot, 8);
    const both: Compose = (platform) => {
      before(platform);
      database({ movedFrom: { volume: 'queue_data' } })(platform);
    };
    expect(refusal(before, both)).toContain('movedFrom names volume queue_data, which is of the kind "redis"');
  });

  it('can be answered by somebody who knows better, and may name what was nobody’s kind', () => {
    const repository = new Repository();
    repository.run(queue(RedisPersistence.Snapshot, 8));
    const warnings = repository.run((platform) => {
      database({ movedFrom: { volume: 'queue_data' } })(platform);
      platform.releaseData('queue_data', 'An old name: Postgres wrote it');
    });
    expect(warnings).toEqual([]);
    const own = new Repository();
    own.run((platform) => {
      const service = new NexusService(platform, 'pg', { port: 5432, image: 'postgres:15-alpine' });
      service.addVolume(new Volume(platform, 'pg_data'), '/var/lib/postgresql/data');
    });
    expect(own.run(database({ movedFrom: { volume: 'pg_data', version: 15 } }))).toHaveLength(1);
  });
});
