import { describe, expect, it } from 'vitest';
import { NexusService, RedisCache, Secret } from '../../../src/index.js';
import { type Compose, database, Repository } from './repository.js';

type Source = 'random' | 'supplied' | 'certificate' | 'key';

/** A service with these secrets. */
const crm =
  (secrets: Readonly<Record<string, Source>>, and: Compose = () => undefined): Compose =>
  (platform) => {
    const made = Object.entries(secrets).map(([name, source]) =>
      source === 'random'
        ? new Secret(platform, name)
        : source === 'supplied'
          ? Secret.supplied(platform, name)
          : Secret.pem(platform, name, source),
    );
    new NexusService(platform, 'crm', { port: 5001, image: 'a/b:1', secrets: made });
    and(platform);
  };

describe('secrets that data depends on', () => {
  it('are remembered by name and source, but for those that can be rotated', () => {
    const repository = new Repository();
    const all = { encryption_key: 'random', smtp_password: 'supplied', tls_key: 'key' } as const;
    expect(repository.run(crm(all))).toEqual([]);
    expect(repository.data).toEqual({
      'shop/secret files/encryption_key': 'random',
      'shop/secret files/smtp_password': 'supplied',
      'shop/secret files/tls_key': 'key',
    });
    const others = new Repository();
    others.run((platform) => {
      database()(platform);
      new RedisCache(platform, 'redis');
    });
    expect(Object.keys(others.data).filter((key) => key.includes('secret files'))).toEqual([]);
  });

  it('under a new name have a warning at every run, with the way over, until a word', () => {
    const repository = new Repository();
    repository.run(crm({ encryption_key: 'random' }));
    const known = repository.data;
    for (let run = 0; run < 2; run++) {
      const [warning = '', ...more] = repository.run(crm({ data_key: 'random' }));
      expect(more).toEqual([]);
      expect(warning).toContain(
        'secret encryption_key is no longer declared, and data_key is new: under a new name it has a new value, and what was encrypted or signed with the old one can\'t be read. If it was renamed, copy secrets/encryption_key to secrets/data_key on each host before scripts/secrets-init.sh runs there. When that has been done, or they have nothing to do with each other: releaseData("secret files/encryption_key", reason)',
      );
      expect(repository.data).toEqual(known);
    }
    const given = crm({ data_key: 'random' }, (platform) => {
      platform.releaseData('secret files/encryption_key', 'Copied on both hosts, 2026-12-01');
    });
    for (let run = 0; run < 2; run++) expect(repository.run(given)).toEqual([]);
    expect(repository.data).toEqual({ 'shop/secret files/data_key': 'random' });
  });

  it.each<[Source, Source, string]>([
    ['random', 'supplied', 'a person is asked for it, and must supply the value that the data was made with'],
    ['supplied', 'random', 'the script makes a random value rather than asking for the one that was supplied'],
  ])('from %s to %s have one, too', (before, after, effect) => {
    const repository = new Repository();
    repository.run(crm({ api_key: before }));
    for (let run = 0; run < 2; run++) {
      const [warning = '', ...more] = repository.run(crm({ api_key: after }));
      expect(more).toEqual([]);
      expect(warning).toContain(`made with api_key "${before}"; now api_key "${after}" is declared.`);
      expect(warning).toContain(effect);
      expect(warning).toContain(`acceptDataChange("secret files/api_key", { from: "${before}", to: "${after}"`);
    }
    const change = { from: before, to: after, reason: 'The file is on every host' };
    const given = crm({ api_key: after }, (platform) => platform.acceptDataChange('secret files/api_key', change));
    expect(repository.run(given)).toEqual([]);
  });

  it('may come and go by themselves', () => {
    const repository = new Repository();
    repository.run(crm({ a_key: 'random' }));
    expect(repository.run(crm({ a_key: 'random', b_key: 'random' }))).toEqual([]);
    expect(repository.run(crm({ a_key: 'random' }))).toEqual([]);
    // A certificate is no value that another secret could have had.
    expect(repository.run(crm({ a_key: 'random', tls_certificate: 'certificate' }))).toEqual([]);
    expect(repository.data['shop/secret files/b_key']).toBe('random');
  });

  it('are files of the folder, whatever the platform is called', () => {
    const repository = new Repository();
    repository.run(crm({ a_key: 'random' }));
    expect(repository.run(crm({ a_key: 'random' }), 'store')).toEqual([]);
    expect(repository.data).toEqual({ 'store/secret files/a_key': 'random' });
  });
});
