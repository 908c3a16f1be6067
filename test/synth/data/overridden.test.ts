import { describe, expect, it } from 'vitest';
import { type Compose, database, Repository } from './repository.js';

const withOverride =
  (path: string, value: unknown): Compose =>
  (platform) => {
    database()(platform);
    platform.compose.addOverride(path, value);
  };

describe('an override that reaches living data', () => {
  it.each<[string, unknown, string, string]>([
    ['name', 'other', 'name', 'under another name all of them begin empty'],
    ['volumes.postgres_data.name', 'other', 'volumes.postgres_data.name', 'the volume begins empty beside the old one'],
    ['services.postgres.image', 'postgres:18-bookworm', 'services.postgres.image', 'another version refuses the data'],
    ['services.postgres.user', '999:999', 'services.postgres.user', 'Another user may not read'],
    ['services.postgres.volumes', [], 'services.postgres.volumes', 'the data is not found'],
    ['services.postgres', { image: 'postgres:18', init: true }, 'services.postgres.image', 'another version'],
  ])('%s is warned of, with its line, until somebody accepts it', (path, value, place, effect) => {
    const repository = new Repository();
    repository.run(database());
    const said = JSON.stringify(path === 'services.postgres' ? 'postgres:18' : value);
    for (let run = 0; run < 2; run++) {
      const warnings = repository.run(withOverride(path, value)).join();
      expect(warnings).toContain(`made with override ${place} "as generated"; now override ${place} `);
      expect(warnings).toContain(effect);
      expect(warnings).toMatch(/\(test\/synth\/data\/overridden\.test\.ts:8\)/);
    }
    const accepted: Compose = (platform) => {
      withOverride(path, value)(platform);
      const change = { from: 'as generated', to: said, reason: 'carried over' };
      platform.acceptDataChange(`postgres_data/override ${place}`, change);
    };
    expect(repository.run(accepted)).toEqual([]);
    expect(repository.data[`shop/postgres_data/override ${place}`]).toBe(said);
    expect(repository.run(database()).join()).toContain(
      `volume postgres_data has override ${place}, which is no longer declared. The data was made with it. Put it back.`,
    );
  });

  it('is what the data is made with, where it is there from the beginning', () => {
    const repository = new Repository();
    const image = withOverride('services.postgres.image', 'example/postgres:17.5-alpine');
    for (let run = 0; run < 2; run++) expect(repository.run(image)).toEqual([]);
    expect(repository.run(withOverride('services.postgres.image', 'example/postgres:18')).join()).toContain(
      'made with override services.postgres.image "\\"example/postgres:17.5-alpine\\""',
    );
  });

  it('is forgotten when it goes before anybody has accepted it', () => {
    const repository = new Repository();
    repository.run(database());
    const before = repository.data;
    repository.run(withOverride('name', 'other'));
    expect(repository.data).not.toEqual(before);
    expect(repository.run(database())).toEqual([]);
    expect(repository.data).toEqual(before);
  });

  it.each([
    ['services.crm.image', 'a/b:2'],
    ['services.postgres.ulimits.nofile', 1024],
    ['networks.crm_postgres.labels', { a: 'b' }],
  ])('is not %s', (path, value) => {
    const repository = new Repository();
    repository.run(database());
    expect(repository.run(withOverride(path, value))).toEqual([]);
  });
});
