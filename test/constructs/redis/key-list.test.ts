import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { hasRedis, RealRedis } from '../../support/redis.js';

let redis: RealRedis | undefined;
afterEach(async () => redis?.stop());

const [list, lua] = ['list.sh', 'keys.lua'].map((name) => readFileSync(`templates/redis/parts/${name}`, 'utf8'));

/** Type, digest and expiry of each key, by its name. */
function listed(): ReadonlyMap<string, { readonly kind: string; readonly digest: string; readonly expiry: number }> {
  const args = ['-c', list ?? '', 'sh', '1e18', '-p', String(redis?.port)];
  const { status, stdout, stderr } = spawnSync('sh', args, { input: lua ?? '', encoding: 'utf8', timeout: 10_000 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const [, kind = '', digest = '', expiry = '', , name = ''] = line.split('\t');
      return [name, { kind, digest, expiry: Number(expiry) }];
    }),
  );
}

describe.skipIf(!hasRedis)('the list of keys', () => {
  it('has the same expiries from a server that says how long a key has, however long other keys take', async () => {
    // As before Redis 7.
    redis = await RealRedis.start('--rename-command', 'PEXPIRETIME', '');
    const at = Date.now() + 3_600_000;
    redis.ask(
      'EVAL',
      `for i = 1, 600 do redis.call('SET', 'k' .. i, i, 'PXAT', ARGV[1]) end
       for i = 1, 3 do for j = 1, 60000 do redis.call('SADD', 'large' .. i, 'member ' .. j) end end`,
      '0',
      String(at),
    );
    const keys = [...listed()].filter(([name]) => name.startsWith('k'));
    expect(keys.length).toBe(600);
    expect(keys.filter(([, { expiry }]) => Math.abs(expiry - at) >= 50)).toEqual([]);
  });

  it('reads every entry of a stream once, also where ids are larger than numbers of Lua are exact', async () => {
    redis = await RealRedis.start();
    redis.ask(
      'EVAL',
      `for _, key in ipairs({ 'a', 'same', 'first', 'middle', 'last' }) do
         for i = 1, 250 do redis.call('XADD', key, '5-18446744073709551' .. (365 + i), 'f', i) end
       end
       redis.call('XDEL', 'first', '5-18446744073709551366')
       redis.call('XDEL', 'middle', '5-18446744073709551466')
       redis.call('XDEL', 'last', '5-18446744073709551615')`,
      '0',
    );
    const keys = listed();
    const digest = (key: string) => keys.get(key)?.digest;
    expect(digest('same')).toBe(digest('a'));
    expect(new Set(['a', 'first', 'middle', 'last'].map(digest)).size).toBe(4);
  });
});
