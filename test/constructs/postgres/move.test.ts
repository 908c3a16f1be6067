import { describe, expect, it } from 'vitest';
import { PostgresDatabase, type PostgresOriginProps, RedisCache, Volume } from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

function scriptOf(movedFrom: PostgresOriginProps): string {
  const platform = newPlatform();
  new PostgresDatabase(platform, 'db', { database: 'shop', version: 18, volume: 'db_18_data', movedFrom });
  return render(platform)['scripts/db-move.sh'] ?? '';
}

describe('a database that was elsewhere before', () => {
  it('has a script that knows both sides', () => {
    const script = scriptOf({ volume: 'db_data', version: 15, distribution: 'bookworm' });
    for (const line of [
      'readonly OLD=${PROJECT}_db_data NEW=${PROJECT}_db_18_data',
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
