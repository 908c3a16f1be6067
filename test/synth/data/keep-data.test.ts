import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type DataDescription,
  type NexusPlatform,
  NexusService,
  NexusWorkload,
  type PostgresDatabaseProps,
  RedisCache,
  Resources,
  Volume,
  type WorkloadImage,
} from '../../../src/index.js';
import { DATA_FILE } from '../../../src/synth/data/data-file.js';
import { messageOf } from '../../support/project.js';
import { type Compose, database, Repository } from './repository.js';

describe('what the data of a platform was made with', () => {
  it('is remembered by the first run, and a second one says nothing', () => {
    const repository = new Repository();
    expect(repository.run(database({ locale: 'pt-BR' }))).toEqual([]);
    expect(repository.data).toMatchObject({
      'shop/postgres_data/kind': 'postgres',
      'shop/postgres_data/version': '17',
      'shop/postgres_data/distribution': 'alpine',
      'shop/postgres_data/locale': 'icu pt-BR',
      'shop/postgres_data/database': 'shop',
      'shop/postgres_data/owner': 'shop_owner',
      'shop/postgres_data/superuser password': 'postgres_password',
      'shop/postgres_data/schema crm': 'crm',
      'shop/postgres_data/mount': '/var/lib/postgresql/data',
      'shop/postgres_data/user': '70:70',
    });
    expect(repository.run(database({ locale: 'pt-BR' }))).toEqual([]);
  });

  it('is in no file where there is no data', () => {
    const repository = new Repository();
    repository.run((platform) => new RedisCache(platform, 'redis'));
    expect(existsSync(join(repository.folder, DATA_FILE))).toBe(false);
  });

  it('is kept when the platform has no data any more', () => {
    const repository = new Repository();
    repository.run(database());
    const warnings = repository.run((platform) => new RedisCache(platform, 'redis'));
    expect(warnings.join()).toContain('nothing mounts volume postgres_data any more, and its data stays in it');
    expect(repository.data['shop/postgres_data/version']).toBe('17');
  });
});

describe('a change under living data', () => {
  it.each<[string, Partial<PostgresDatabaseProps>, Partial<PostgresDatabaseProps>, string, readonly string[]]>([
    [
      'Postgres 17 to 18',
      { version: 17 },
      { version: 18 },
      'made with version "17", mount "/var/lib/postgresql/data"; now version "18", mount "/var/lib/postgresql" are declared',
      ['A server of PostgreSQL 18 refuses files of 17, and restarts forever', 'volume: "postgres_data_18", movedFrom:'],
    ],
    ['Postgres 17 to 16', { version: 17 }, { version: 16 }, 'made with version "17"', ['refuses files of 17']],
    [
      'Alpine to Debian',
      {},
      { distribution: 'bookworm' },
      'made with distribution "alpine", user "70:70"; now distribution "bookworm", user "999:999" are declared',
      ['indexes lose rows without an error', 'scripts/postgres-move.sh'],
    ],
    [
      'a locale',
      { locale: 'pt-BR' },
      { locale: 'und' },
      'made with locale "icu pt-BR"; now locale "icu und" is declared',
      ['the server goes on with icu pt-BR'],
    ],
    [
      'the provider of the locale',
      { version: 14 },
      { version: 15 },
      'made with version "14", locale "libc C.UTF-8"',
      ['refuses files of 14'],
    ],
    [
      'the name of the database',
      {},
      { database: 'store', owner: 'shop_owner' },
      'made with database "shop"; now database "store" is declared',
      ['ALTER DATABASE shop RENAME TO store'],
    ],
    ['the owner', {}, { owner: 'boss' }, 'made with owner "shop_owner"', ['REASSIGN OWNED BY shop_owner TO boss']],
  ])('of %s is said by every run, and the file keeps what was', (_, before, after, problem, texts) => {
    const repository = new Repository();
    repository.run(database(before));
    const known = repository.data;
    for (let run = 0; run < 2; run++) {
      const [warning = '', ...more] = repository.run(database(after));
      expect(more).toEqual([]);
      expect(warning).toContain(problem);
      for (const text of texts) expect(warning).toContain(text);
      expect(warning).toMatch(/acceptDataChange\("postgres_data\/\w+", \{ from: .*repository\.ts:\d+\)$/s);
      expect(repository.data).toEqual(known);
    }
    expect(repository.run(database(before))).toEqual([]);
  });

  it('of a user says who owns the files', () => {
    const repository = new Repository();
    const compose =
      (user: string): Compose =>
      (platform) => {
        const service = new NexusService(platform, 'crm', { port: 5001, image: 'a/b:1', security: { user } });
        service.addVolume(new Volume(platform, 'uploads'), '/data');
      };
    repository.run(compose('1000:1000'));
    expect(repository.run(compose('1001:1001'))[0]).toContain(
      'The files belong to 1000:1000; user 1001:1001 may not read or write them',
    );
  });

  it('of an address block names what will be stopped', () => {
    const repository = new Repository();
    repository.run(database(), 'shop', { networks: { backend: '10.1.0.0/16' } });
    expect(repository.run(database(), 'shop', { networks: { backend: '10.2.0.0/16' } })[0]).toMatch(
      /the networks were made with backend "10\.1\.0\.0\/16"; now .*docker compose up stops every container on them/,
    );
  });

  it('of extensions that are no longer declared stays until a word with a reason', () => {
    const repository = new Repository();
    repository.run(database({ extensions: ['citext', 'uuid-ossp'] }));
    expect(repository.data['shop/postgres_data/extension citext']).toBe('citext');
    for (let run = 0; run < 2; run++) {
      const warnings = repository.run(database());
      expect(warnings).toHaveLength(2);
      expect(warnings[0]).toMatch(
        /volume postgres_data has extension citext, which is no longer declared\. It stays in the database with .*'DROP EXTENSION "citext"'.*releaseData\("postgres_data\/extension citext", reason\)/,
      );
    }
    const given: Compose = (platform) => {
      database({ extensions: ['citext'] })(platform);
      platform.releaseData('postgres_data/extension uuid-ossp', 'Nothing used it; dropped on 2026-12-01');
    };
    expect(repository.run(given)).toEqual([]);
  });

  it('is lifted by a word with a reason, that can stay', () => {
    const repository = new Repository();
    repository.run(database({ owner: 'boss' }));
    const word: Compose = (platform) => {
      database({ owner: 'chief' })(platform);
      const change = { from: 'boss', to: 'chief', reason: 'REASSIGN OWNED on 2026-12-01' };
      platform.acceptDataChange('postgres_data/owner', change);
    };
    for (let run = 0; run < 2; run++) {
      expect(repository.run(word)).toEqual([]);
      expect(repository.data['shop/postgres_data/owner']).toBe('chief');
    }
  });

  it('is not lifted by a word about another value', () => {
    const repository = new Repository();
    repository.run(database({ version: 15 }));
    const message = messageOf(() =>
      repository.run((platform) => {
        database({ version: 17 })(platform);
        platform.acceptDataChange('postgres_data/version', { from: '16', to: '17', reason: 'moved' });
      }),
    );
    expect(message).toContain('is from "16" to "17", and the data was made with "15" (moved)');
  });
});

describe('a kind of resource', () => {
  class Store extends NexusWorkload {
    public constructor(
      platform: NexusPlatform,
      private readonly format: string,
    ) {
      super(platform, 'store', { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [] }, {});
      this.addVolume(new Volume(this, 'store_data'), '/data');
    }

    public override describeData(): DataDescription[] {
      const effect = 'It does not read the format {from}.';
      return [{ facts: [{ name: 'format', value: this.format, effect, remedy: 'Run "store upgrade".' }] }];
    }

    protected override image(): WorkloadImage {
      return { kind: 'registry', reference: 'example/store:1' };
    }
  }

  it('says itself what its data depends on', () => {
    const repository = new Repository();
    repository.run((platform) => new Store(platform, '1'));
    expect(repository.run((platform) => new Store(platform, '2'))[0]).toContain(
      'made with format "1"; now format "2" is declared. It does not read the format 1. Run "store upgrade".',
    );
  });

  it('is told when a name of a fact is unfit', () => {
    expect(
      messageOf(() =>
        new Repository().run((platform) => {
          const store = new Store(platform, '1');
          store.describeData = () => [{ facts: [{ name: 'A/b', value: 'x' }] }];
        }),
      ),
    ).toContain('fact "A/b" about the data of store is not lower-case words');
  });
});

describe('the file', () => {
  it('with two values for one fact, after a merge, is said until somebody decides', () => {
    const repository = new Repository();
    repository.run(database());
    const path = join(repository.folder, DATA_FILE);
    const text = readFileSync(path, 'utf8');
    rmSync(path);
    writeMerged(path, text);
    const [warning = ''] = repository.run(database());
    expect(warning).toContain('has "16" and "17" for shop/postgres_data/version, after a merge. Remove the line');
    expect(readFileSync(path, 'utf8')).toContain('"shop/postgres_data/version": "16",\n');
  });
});

function writeMerged(path: string, text: string): void {
  writeFileSync(path, text.replace(/( *"shop\/postgres_data\/version": )"17"/, '$1"16",\n$1"17"'));
}
