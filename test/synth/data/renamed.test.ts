import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../support/project.js';
import { type Compose, database, Repository } from './repository.js';

describe('a name that data is found by', () => {
  it.each([
    ['the service', database({}, 'db')],
    ['the volume', database({ volume: 'postgres_main' })],
  ])('that changes, of %s, leaves the data behind: every run says so', (_, after) => {
    const repository = new Repository();
    repository.run(database());
    for (let run = 0; run < 2; run++)
      expect(repository.run(after)[0]).toMatch(
        /nothing mounts volume postgres_data any more, and its data stays in it\. (?:db_data|postgres_main) would begin empty beside it\. Keep the data under its name, volume: "postgres_data".*releaseData\("postgres_data", reason\)/,
      );
  });

  it('may stay when the service is renamed', () => {
    const repository = new Repository();
    repository.run(database());
    const warnings = repository.run(database({ volume: 'postgres_data' }, 'db'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('made with superuser password "postgres_password"');
    expect(warnings[0]).toContain('Copy secrets/postgres_password to secrets/db_password on each host');
  });

  it('that a script carries over is said until the old data is given up', () => {
    const repository = new Repository();
    repository.run(database({ version: 15 }));
    const move: Compose = database({ volume: 'postgres_17', movedFrom: { volume: 'postgres_data', version: 15 } });
    for (let run = 0; run < 2; run++)
      expect(repository.run(move)[0]).toMatch(
        /data of volume postgres_data moves to postgres_17\. Run out\/scripts\/postgres-move\.sh on each host/,
      );
    expect(existsSync(join(repository.folder, 'out/scripts/postgres-move.sh'))).toBe(true);
    const given: Compose = (platform) => {
      move(platform);
      platform.releaseData('postgres_data', 'Moved on 2026-12-01, removed on 2026-12-15');
    };
    for (let run = 0; run < 2; run++) expect(repository.run(given)).toEqual([]);
    expect(Object.keys(repository.data).some((key) => key.startsWith('shop/postgres_data/'))).toBe(false);
    expect(repository.data['shop/postgres_17/version']).toBe('17');
  });

  it('of a consumer leaves its schema behind', () => {
    const repository = new Repository();
    repository.run(database());
    for (let run = 0; run < 2; run++)
      expect(repository.run(database({}, 'postgres', 'customers'))[0]).toContain(
        'volume postgres_data has schema crm, which is no longer declared. The schema and the role crm stay with their rows, and nothing reads them; a service that was renamed begins with an empty schema. Give the renamed service its old one: uses: [{ provider: postgres, role: "crm" }].',
      );
    expect(repository.run(database({}, 'postgres', 'customers', 'crm'))[0] ?? '').not.toContain('schema crm');
    const given: Compose = (platform) => {
      database({}, 'postgres', 'customers')(platform);
      platform.releaseData('postgres_data/schema crm', 'Its rows are in customers');
    };
    expect(repository.run(given)).toEqual([]);
  });

  it('of the platform is part of every volume', () => {
    const repository = new Repository();
    repository.run(database());
    expect(repository.run(database(), 'store').join()).toContain(
      'there is no platform "shop" any more, and its volumes stay on the hosts as shop_…',
    );
    const given: Compose = (platform) => {
      database()(platform);
      platform.releaseData('shop', 'It was a trial');
    };
    expect(repository.run(given, 'store')).toEqual([]);
  });

  it('can not be given up while it is used', () => {
    const repository = new Repository();
    repository.run(database());
    for (const what of ['postgres_data', 'postgres_data/version'])
      expect(
        messageOf(() =>
          repository.run((platform) => {
            database()(platform);
            platform.releaseData(what, 'a mistake');
          }),
        ),
      ).toContain(`releaseData gives up ${what}, which is still in use`);
  });
});
