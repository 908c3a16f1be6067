import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CutOver, MemorySize, RedisCache, type RedisLegacyProps, RedisPersistence } from '../../../src/index.js';
import { newPlatform, render } from '../../support/project.js';
import { hasRedis, RealRedis, runBeside } from '../../support/redis.js';
import { temporaryFolder } from '../../support/temporary.js';

let redis: RealRedis | undefined;
afterEach(async () => redis?.stop());

const SCRIPT = 'scripts/queue-take-over.sh';

/** Runs the generated script against `redis`. */
function ask(
  command: string,
  legacy: Parameters<typeof runBeside>[3] = {},
  props: RedisLegacyProps = {},
  maxMemory = MemorySize.mebibytes(16),
): { readonly code: number | null; readonly output: string } {
  const platform = newPlatform();
  const queue = new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly, maxMemory });
  const from = queue.from({ ...props, port: redis?.port ?? 0 });
  new CutOver(platform, 'cut-over', { project: 'shop-old', data: [from] });
  return runBeside(render(platform), SCRIPT, [command], legacy);
}
const SEEN = expect.stringMatching(/^queue: Redis \S+ in old_keys, \d+ keys/) as string;

describe.skipIf(!hasRedis)('a legacy Redis, asked itself,', () => {
  it('is taken as it is', async () => {
    redis = await RealRedis.start();
    expect(ask('check')).toEqual({ code: 0, output: SEEN });
    expect(ask('clients')).toEqual({ code: 0, output: '' });
  });

  it('is refused where its keys with their tables are more than maxMemory, although the values are not', async () => {
    redis = await RealRedis.start();
    redis.ask('EVAL', "for i = 1, 250000 do redis.call('SET', 'k' .. i, i) end", '0');
    const bytes = (name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(redis?.ask('INFO', 'memory') ?? '')?.[1]);
    expect(bytes('used_memory_dataset')).toBeLessThan(MemorySize.mebibytes(16).toBytes());
    expect(ask('check')).toEqual({
      code: 3,
      output: `queue: the legacy keys take ${Math.ceil(bytes('used_memory') / 2 ** 20)} MiB, and maxMemory of queue is 16 MiB: raise it in .projenrc.ts\n`,
    });
    expect(ask('check', {}, {}, MemorySize.mebibytes(32)).code).toBe(0);
  });

  it('is refused where it does not say who is connected: nobody would seem to be', async () => {
    redis = await RealRedis.start('--rename-command', 'CLIENT', '');
    for (const command of ['check', 'clients']) {
      const { code, output } = ask(command);
      expect(code).toBe(3);
      expect(output).toMatch(
        /^queue: the legacy server does not say who is connected to it: ERR unknown command 'CLIENT'/,
      );
    }
  });

  it('is refused where it may not save what would be gone when it is stopped', async () => {
    redis = await RealRedis.start('--rename-command', 'SAVE', '');
    const { code, output } = ask('check');
    expect({ code, output }).toEqual({
      code: 3,
      output: expect.stringContaining('has no SAVE: it might lose') as string,
    });
    redis.ask('CONFIG', 'SET', 'appendonly', 'yes');
    expect(ask('check')).toEqual({ code: 0, output: SEEN });
  });

  it('is asked as the user that was named, although its default user needs no password', async () => {
    redis = await RealRedis.start();
    redis.ask('ACL', 'SETUSER', 'admin', 'on', '>admin-pw', '~*', '&*', '+@all');
    expect(ask('check', { environment: ['REDIS_PASSWORD=wrong'] }, { user: 'admin' })).toEqual({
      code: 3,
      output: expect.stringContaining("can't be asked: no password of user admin fits. If its password") as string,
    });
    redis.ask('ACL', 'SETUSER', 'default', 'resetkeys', '-@all', '+ping', '+acl|whoami');
    expect(ask('check', { environment: ['REDIS_PASSWORD=admin-pw'] }, { user: 'admin' })).toEqual({
      code: 0,
      output: SEEN,
    });
  });

  it.each([
    [
      'words for the server in a variable',
      'plain',
      { environment: ['VALKEY_EXTRA_FLAGS=--requirepass plain --save 60 1'] },
    ],
    ['a file with the ends of lines of Windows', 'plain', { conf: 'port 1\r\nrequirepass plain\r\n' }],
    ['a file with blanks at the ends', 'plain', { conf: '  requirepass  plain  \n' }],
    ['a file that was put there for it, written on Windows', 'plain', { given: 'plain\r\n' }],
  ])(
    'is asked with a password out of %s',
    async (
      _what,
      password,
      {
        environment,
        conf,
        given,
      }: {
        environment?: string[];
        conf?: string;
        given?: string;
      },
    ) => {
      redis = await RealRedis.start('--requirepass', password);
      expect(ask('check').output).toContain('NOAUTH');
      const path = join(temporaryFolder(), 'my.conf');
      if (conf !== undefined) writeFileSync(path, conf);
      const legacy = {
        args: conf === undefined ? [] : [path],
        ...(environment && { environment }),
        ...(given && { files: { 'cut-over/queue.password': given } }),
      };
      expect(ask('check', legacy)).toEqual({ code: 0, output: SEEN });
    },
  );
});
