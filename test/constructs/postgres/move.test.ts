import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NexusService, PostgresDatabase, type PostgresOriginProps, RedisCache, Volume } from '../../../src/index.js';
import { messageOf, newPlatform, render, temporaryFolder } from '../../support/project.js';

function scriptOf(movedFrom: PostgresOriginProps): string {
  const platform = newPlatform();
  new PostgresDatabase(platform, 'db', { database: 'shop', version: 18, volume: 'db_18_data', movedFrom });
  return render(platform)['scripts/db-move.sh'] ?? '';
}

describe('a database that was elsewhere before', () => {
  it('has a script that knows both sides', () => {
    const script = scriptOf({ volume: 'db_data', version: 15, distribution: 'bookworm' });
    for (const line of [
      'readonly OLD=${PROJECT}_db_data NEW=${PROJECT}_db_18_data SOURCE=${PROJECT}-${SERVER}-move-source',
      'readonly OLD_IMAGE=postgres:15-bookworm OLD_TARGET=/var/lib/postgresql/data',
      'readonly SERVER=db ROLES=db-roles DATABASE=shop OLD_DATABASE=shop',
      'readonly OLD_USER=postgres',
    ])
      expect(script.split('\n')).toContain(line);
  });

  it('was in the same image if nobody says otherwise, in its folder', () => {
    expect(scriptOf({ volume: 'db_data' })).toContain('OLD_IMAGE=postgres:18-alpine OLD_TARGET=/var/lib/postgresql\n');
  });

  it('may have been made by another image and superuser', () => {
    const script = scriptOf({ volume: 'pgdata', version: 15, image: 'postgres:15.4', superuser: 'nexus_user' });
    expect(script).toContain('OLD_IMAGE=postgres:15.4 ');
    expect(script).toContain('OLD_USER=nexus_user\n');
  });

  it('has no script where it has always been here', () => {
    const platform = newPlatform();
    new PostgresDatabase(platform, 'db', { database: 'shop' });
    expect(Object.keys(render(platform)).filter((path) => path.startsWith('scripts/db'))).toEqual([
      'scripts/db-reindex.sh',
    ]);
  });

  it.each<[PostgresOriginProps, string]>([
    [{ volume: 'db_18_data' }, 'the data is moved from volume "db_18_data" into the same one'],
    [{ volume: 'db-data' }, 'volume in movedFrom "db-data" must be'],
    [{ volume: 'db_data', version: 9 }, 'version'],
    [{ volume: 'db_data', version: 19 }, 'PostgreSQL 19 in movedFrom is not supported'],
    [{ volume: 'db_data', superuser: "x'; DROP" }, 'superuser in movedFrom'],
  ])('is refused as %j', (movedFrom, problem) => {
    expect(messageOf(() => scriptOf(movedFrom))).toContain(problem);
  });
});

describe('a volume that had another name', () => {
  it('can not have been itself', () => {
    expect(messageOf(() => new Volume(newPlatform(), 'a_data', { movedFrom: 'a_data' }))).toContain(
      'volume "a_data" is moved from itself',
    );
  });

  it('of a cache without persistence is refused', () => {
    expect(messageOf(() => new RedisCache(newPlatform(), 'redis', { movedFrom: 'redis_data' }))).toContain(
      'redis has a volume and no persistence. Give it a persistence, or remove the volume',
    );
  });
});

/** Runs a script beside a `docker` that knows no volume, and whose Compose gives the project a name. */
function runBeside(script: string, name: string, accepts = true): { status: number | null; said: string } {
  const folder = temporaryFolder();
  for (const inner of ['scripts', 'bin']) mkdirSync(join(folder, inner));
  writeFileSync(join(folder, 'scripts/move.sh'), script);
  const config = accepts
    ? `printf '%s\\n' 'name: ${name}' 'services: {}'`
    : 'echo "services.db: must be a mapping"; exit 15';
  const docker = `#!/bin/bash
case "$1 $2" in
'compose config') if [[ $3 == --images ]]; then echo "shop/crm:local"; else ${config}; fi ;;
'volume inspect') exit 1 ;;
'rm --force') exit 0 ;;
*) echo "unexpected: $*" >&2; exit 9 ;;
esac
`;
  writeFileSync(join(folder, 'bin/docker'), docker);
  chmodSync(join(folder, 'bin/docker'), 0o755);
  const { status, stdout, stderr } = spawnSync('bash', [join(folder, 'scripts/move.sh')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
  });
  return { status, said: stdout + stderr };
}

describe('a script that moves data', () => {
  const scripts = () => {
    const platform = newPlatform();
    new PostgresDatabase(platform, 'db', { database: 'shop', volume: 'new_data', movedFrom: { volume: 'db_data' } });
    const service = new NexusService(platform, 'crm', { port: 5000, image: 'acme/crm:1' });
    service.addVolume(new Volume(platform, 'files', { purpose: 'data', movedFrom: 'db_data' }), '/data', {
      owner: 'image',
    });
    const files = render(platform);
    return Object.entries(files).flatMap(([path, text]) => (/move\.sh$/.test(path) ? [text] : []));
  };

  it('takes the name of the project from Compose, which reads .env too', () => {
    expect(scripts()).toHaveLength(2);
    for (const script of scripts()) {
      const { status, said } = runBeside(script, 'copy-2');
      expect(said).toContain('there is no volume copy-2_db_data on this host');
      expect(said).toContain('If the project has another name: COMPOSE_PROJECT_NAME=… scripts/');
      expect(status).toBe(0);
    }
  });

  it('says what Compose does not accept', () => {
    for (const script of scripts()) {
      const { status, said } = runBeside(script, 'shop', false);
      expect(said).toContain('docker compose does not accept the files: services.db: must be a mapping');
      expect(status).toBe(1);
    }
  });
});
