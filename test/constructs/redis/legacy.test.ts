import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  CutOver,
  MemorySize,
  type NexusPlatform,
  PostgresDatabase,
  RedisCache,
  type RedisCacheProps,
  type RedisLegacyProps,
  RedisPersistence,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const queueOf = (platform: NexusPlatform, props: RedisCacheProps = {}) =>
  new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly, ...props });

function filesOf(legacy: RedisLegacyProps = {}, props: RedisCacheProps = {}, images = {}): Record<string, string> {
  const platform = newPlatform({ images });
  new CutOver(platform, 'cut-over', { project: 'shop-old', data: [queueOf(platform, props).from(legacy)] });
  return render(platform);
}
const scriptOf = (...args: Parameters<typeof filesOf>) => filesOf(...args)['scripts/queue-take-over.sh'] ?? '';

describe('keys of a legacy Redis', () => {
  it('are asked for as the graph says', () => {
    const script = scriptOf();
    expect(script).toContain('readonly SERVER=queue SECRET=queue_password PERSISTENCE=append-only\n');
    expect(script).toContain("readonly NEW=${PROJECT}_queue_data PROGRAM='redis 8' MAX_MEMORY=134217728\n");
    expect(script).toContain("readonly OLD_SERVICE=queue OLD_USER='' OPTIONS=(-p 6379)\n");
    expect(script).not.toContain('correct version of from()');
    expect(filesOf()['scripts/cut-over.sh']).toContain('readonly OLD_SERVICES=(\n  queue\n)');
  });

  it('are asked for as only the team knows', () => {
    const script = scriptOf({ service: 'keys', version: 7, user: 'admin', port: 6380 });
    expect(script).toContain('readonly OLD_SERVICE=keys OLD_USER=admin OPTIONS=(-p 6380 --user admin)\n');
    expect(script).toContain('((major == 7)) || fail');
  });

  it('come into what the cache has: its volume, persistence, memory and program', () => {
    const replace = { 'redis:8-alpine': 'valkey/valkey:8-alpine' };
    const props = { persistence: RedisPersistence.Snapshot, volume: 'jobs', maxMemory: MemorySize.mebibytes(64) };
    const script = scriptOf({ version: 9 }, props, { replace });
    expect(script).toContain('PERSISTENCE=snapshot\n');
    expect(script).toContain("readonly NEW=${PROJECT}_jobs PROGRAM='valkey 8' MAX_MEMORY=67108864\n");
  });

  it('come beside rows', () => {
    const platform = newPlatform();
    const ledger = new PostgresDatabase(platform, 'ledger', { database: 'shop' });
    new CutOver(platform, 'cut-over', { project: 'old', data: [ledger.from(), queueOf(platform).from()] });
    expect(render(platform)['scripts/cut-over.sh']).toContain(
      'readonly TAKE_OVER=(\n  scripts/ledger-take-over.sh\n  scripts/queue-take-over.sh\n)',
    );
  });

  it('can not break out of the script', () => {
    const script = scriptOf({ user: `a'$(id);\\` });
    expect(script).toContain(`--user 'a'\\''$(id);\\')`);
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('is refused', () => {
  it.each<[string, (platform: NexusPlatform) => unknown, string]>([
    [
      'a cache without persistence',
      (platform) => new RedisCache(platform, 'sessions').from(),
      '[shop/sessions] sessions takes over legacy keys, and has no persistence: it would lose them when it restarts. Give it a persistence, RedisPersistence.AppendOnly; or remove its from(), and it starts empty',
    ],
    [
      'beside movedFrom',
      (platform) => queueOf(platform, { volume: 'new', movedFrom: 'old' }).from(),
      'queue has movedFrom and takes over legacy data. Remove one of them',
    ],
    [
      'a newer server',
      (platform) => queueOf(platform, { version: 7 }).from({ version: 8 }),
      "Redis 8 in from() can't be taken over into 7. Use a major version from 5 to 7, or raise the cache's own",
    ],
    ['one that is too old', (platform) => queueOf(platform).from({ version: 4 }), 'version'],
    [
      'a service of no Compose file',
      (platform) => queueOf(platform).from({ service: 'a b' }),
      'service "a b" in from()',
    ],
    [
      'a user of no list',
      (platform) => queueOf(platform).from({ user: 'a b' }),
      'user "a b" in from() is not a user of Redis',
    ],
    ['no user', (platform) => queueOf(platform).from({ user: '' }), 'user "" in from()'],
    ['a port that is none', (platform) => queueOf(platform).from({ port: 0 }), 'port'],
    ['an unknown prop', (platform) => queueOf(platform).from({ password: 'x' } as never), 'password'],
    [
      'keys twice',
      (platform) => {
        const queue = queueOf(platform);
        return new CutOver(platform, 'cut-over', { project: 'old', data: [queue.from(), queue.from()] });
      },
      'queue gets data from two places',
    ],
  ])('%s', (_what, act, message) => {
    expect(messageOf(() => act(newPlatform()))).toContain(message);
  });
});
