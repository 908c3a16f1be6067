import { describe, expect, it } from 'vitest';
import { NexusService, Orm, PostgresDatabase, SecureDockerfile } from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const ROLES = 'infrastructure/postgres/init/roles.sql';

function shop(extensions: readonly string[], prisma = false): Record<string, string> {
  const platform = newPlatform();
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop', extensions });
  for (const [i, name] of ['crm', 'stock'].entries())
    new NexusService(platform, name, {
      port: 5001 + i,
      uses: [postgres],
      ...(prisma
        ? { dockerfile: SecureDockerfile.node({ context: name, orm: Orm.prisma() }) }
        : { image: `shop/${name}:1.0` }),
    });
  return render(platform);
}

describe('extensions of a database', () => {
  it('are made once, in a schema of their own that every role has on its path', () => {
    const sql = shop(['citext', 'pg_trgm'])[ROLES] ?? '';
    expect(sql).toContain('CREATE SCHEMA IF NOT EXISTS "extensions";\nGRANT USAGE ON SCHEMA "extensions" TO PUBLIC;');
    expect(sql.match(/^CALL pg_temp\.nexus_extension\('(?:citext|pg_trgm)'\);$/gm)).toHaveLength(2);
    expect(sql).toContain(`SET search_path = "crm", "extensions";`);
    expect(sql).toContain(`SET search_path = "stock", "extensions";`);
    expect(sql).toContain(`ARRAY['extensions']::name[]`);
  });

  it('are in pg_catalog where Prisma’s "schema" replaces the path', () => {
    const files = shop(['citext'], true);
    expect(files[ROLES]).toContain(`ARRAY['pg_catalog', 'extensions']::name[]`);
    expect(files['docker-compose.yml']).toContain('options=-c%20search_path%3Dcrm%2Cextensions');
  });

  it('that are not declared make no schema, and are found where they were declared once', () => {
    const files = shop([]);
    const sql = files[ROLES] ?? '';
    expect(sql).not.toContain('CREATE SCHEMA IF NOT EXISTS "extensions"');
    expect(sql).toContain('SET search_path = "crm", "extensions";');
    expect(shop([], true)['docker-compose.yml']).toContain('options=-c%20search_path%3Dcrm%2Cextensions');
  });

  it('are looked for in no schema of a service that has their name', () => {
    const platform = newPlatform();
    const provider = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    new NexusService(platform, 'extensions', { port: 5001, image: 'a/b:1', uses: [provider] });
    new NexusService(platform, 'crm', { port: 5002, image: 'a/b:1', uses: [provider] });
    const sql = render(platform)[ROLES];
    expect(sql).toContain('SET search_path = "crm";');
    expect(sql).toContain('SET search_path = "extensions";');
  });

  it('that need a library have it loaded at the start', () => {
    expect(shop(['pg_stat_statements'])['docker-compose.yml']).toContain('shared_preload_libraries=pg_stat_statements');
    expect(shop(['citext'])['docker-compose.yml']).not.toContain('shared_preload_libraries');
  });

  it.each([
    [['postgis'], 'extension "postgis" is not in the official image of PostgreSQL. Name an image that has it'],
    [['citext', 'citext'], 'extension "citext" is declared twice'],
    [["x'; DROP"], `extension "x'; DROP" is not the name of one`],
    [['plpgsql'], 'every database has it'],
  ])('%j are refused', (extensions, problem) => {
    expect(messageOf(() => shop(extensions))).toContain(problem);
  });

  it('of another image may be any', () => {
    const platform = newPlatform({ images: { replace: { 'postgres:17-alpine': 'pgvector/pgvector:pg17' } } });
    new PostgresDatabase(platform, 'postgres', { database: 'shop', extensions: ['vector'] });
    expect(render(platform)[ROLES]).toContain(`CALL pg_temp.nexus_extension('vector');`);
  });

  it.each(['extensions', 'public', 'information_schema'])('no service may have the name "%s" as its schema', (name) => {
    const platform = newPlatform();
    const provider = new PostgresDatabase(platform, 'postgres', { database: 'shop', extensions: ['citext'] });
    const uses = [{ provider, role: name }];
    new NexusService(platform, 'crm', { port: 5001, image: 'a/b:1', uses });
    expect(messageOf(() => render(platform))).toContain(`role "${name}" of postgres is reserved`);
  });
});
