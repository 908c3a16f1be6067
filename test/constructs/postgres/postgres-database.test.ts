import { describe, expect, it } from 'vitest';
import { NexusService, PostgresDatabase } from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

describe('PostgresDatabase', () => {
  it.each([
    [17, '/var/lib/postgresql/data'],
    [18, '/var/lib/postgresql'],
  ])('of version %i keeps its data in %s', (version, target) => {
    const platform = newPlatform();
    new PostgresDatabase(platform, 'db', { database: 'shop', version });
    expect(render(platform)['docker-compose.yml']).toMatch(new RegExp(`source: db_data\\n\\s+target: ${target}\\n`));
  });

  it('has no ICU as the default where the server knows none', () => {
    const platform = newPlatform();
    new PostgresDatabase(platform, 'db', { database: 'shop', version: 14 });
    expect(render(platform)['docker-compose.yml']).toContain('--locale=C.UTF-8');
  });

  it('on Debian runs as Debian’s postgres', () => {
    const platform = newPlatform();
    new PostgresDatabase(platform, 'db', { database: 'shop', distribution: 'bookworm' });
    const text = render(platform)['docker-compose.yml'];
    expect(text).toContain('image: postgres:17-bookworm');
    expect(text).toContain('user: 999:999');
  });
});

describe('the name of a database', () => {
  it.each(['template0', 'template1'])('may not be that of a template: %s', (database) => {
    expect(messageOf(() => new PostgresDatabase(newPlatform(), 'db', { database }))).toContain(
      `[shop/db] database name "${database}" is that of a template of PostgreSQL, from which every database is made. Choose another name.`,
    );
  });

  it.each(['postgres', 'templates', 'template_1'])('may be %s', (database) => {
    expect(new PostgresDatabase(newPlatform(), 'db', { database }).database).toBe(database);
  });
});

describe('a role that a service is given', () => {
  it('may be another’s, for a worker on the same tables', () => {
    const platform = newPlatform();
    const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    new NexusService(platform, 'orders', { port: 5000, image: 'shop/orders:1.0', uses: [postgres] });
    new NexusService(platform, 'worker', {
      port: 5001,
      image: 'shop/worker:1.0',
      uses: [{ provider: postgres, role: 'orders' }],
    });
    const files = render(platform);
    expect(
      files['docker-compose.yml']?.match(
        /postgresql:\/\/orders:\{DATABASE_PASSWORD\}@postgres:5432\/shop\?application_name=/g,
      ),
    ).toHaveLength(2);
    expect(files['infrastructure/postgres/init/roles.sql']?.match(/CREATE SCHEMA/g)).toHaveLength(1);
  });
});
