import { readFileSync } from 'node:fs';
import { type Checks, expectEqual, expectThat } from './checks.js';
import { keysInTrouble } from './cut-over-key-troubles.js';
import { legacyRedisKinds } from './cut-over-redis-kinds.js';
import { Shop } from './cut-over-shop.js';
import { run } from './run.js';

/** Sessions, one of each kind, the writer's, and those of three more databases; without the one that expires on the way. */
const CARRIED = 3000 + 11 + 1 + 3;

/** What was filled in, as the new Redis answers. */
const QUESTIONS: readonly (readonly [string, ...(readonly string[])])[] = [
  ['yes', 'GET', 'carried'],
  ['in three', '-n', '3', 'GET', 'carried'],
  ['job 2500', 'LINDEX', 'jobs', '2499'],
  ['2500', 'SCARD', 'members'],
  ['2500', 'HLEN', 'profile'],
  ['inf', 'ZSCORE', 'edges', 'a'],
  ['1', 'BITCOUNT', 'bits'],
  ['1', 'EXISTS', 'visitors'],
  ['5', 'EVAL', "return redis.call('STRLEN', 'b\\0\\255 \\n|in')", '0'],
  ['1', 'EVAL', "return #redis.call('XINFO', 'GROUPS', 'events')", '0'],
  ['42', 'FCALL', 'twice', '0', '21'],
  ['3', '-n', '9', 'HGET', 'cart', 'apples'],
  ['2', '-n', '15', 'LLEN', 'last'],
  ['0', 'EXISTS', 'soon'],
  ['-1', 'TTL', 'carried'],
];

/** Keys of a Redis that keeps them, beside a database. With `all`, what a legacy Redis can be, and what goes wrong. */
export async function keys(checks: Checks, folder: string, all: boolean): Promise<void> {
  const shop = new Shop(folder);
  try {
    const runs = await checks.check('a shop runs on Redis 7 and PostgreSQL 15, and is written to', async () => {
      shop.lay();
      await shop.start();
      await shop.makeSecrets();
      return `${await shop.askOld('DBSIZE')} keys in its first database`;
    });
    if (!runs) return;
    if (all) await keysInTrouble(checks, shop);
    await thereAndBack(checks, shop);
    if (all) await legacyRedisKinds(checks, shop);
  } finally {
    await shop.down();
  }
}

async function thereAndBack(checks: Checks, shop: Shop): Promise<void> {
  const moved = await checks.check('its keys are carried over with the rows, every one compared', async () => {
    const { downtime, output } = await shop.next.succeed('run');
    const [, count] = /^queue: (\d+) keys are the same/m.exec(output) ?? [];
    expectEqual('keys', Number(count), CARRIED);
    expectThat(/^postgres: 1000 rows are the same/m.test(output), output);
    return `${count} keys, ${downtime} s down`;
  });
  if (!moved) return;
  await checks.check('with databases, types, expiries and functions, also after Redis is killed', async () => {
    await shop.next.stack.compose(['kill', '--signal', 'KILL', 'queue']);
    await shop.next.stack.up('queue');
    for (const [expected, ...question] of QUESTIONS)
      expectEqual(question.join(' '), await shop.askNew(...question), expected);
    const left = Number(await shop.askNew('-n', '9', 'TTL', 'cart'));
    expectThat(left > 6000 && left <= 7200, `the cart expires in ${left} s`);
    return undefined;
  });
  await checks.check('with keys written since, the way back needs a word', async () => {
    await shop.askNew('SET', 'since', '1');
    await shop.askNew('-n', '15', 'RPUSH', 'last', 'c');
    await shop.askNew('DEL', 'jobs');
    const said = await shop.next.refuse(3, ['back']);
    for (const database of [0, 15])
      expectThat(
        said.includes(
          `queue, database ${database}: keys written since the cut-over: 1; carried keys changed or deleted: 1`,
        ),
        said,
      );
    return said.split('\n')[0];
  });
  await checks.check('back: the legacy Redis has its own keys, and those written since are in a dump', async () => {
    const { downtime, output } = await shop.next.succeed('back', '--leave-rows');
    const [, name] = / and in (\S+)-\*$/m.exec(output) ?? [];
    const path = shop.next.path(`${name}-queue.rdb`);
    const mount = ['--volume', `${path}:/left.rdb:ro`, '--user', '0:0', '--entrypoint', 'redis-check-rdb'];
    await run('docker', ['run', '--rm', '--network', 'none', ...mount, 'redis:8-alpine', '/left.rdb']);
    expectThat(readFileSync(path).includes('since'), 'the dump lacks what was written since');
    await shop.hasItsKeys();
    expectEqual('written since', await shop.askOld('EXISTS', 'since'), '0');
    return `${downtime} s down`;
  });
}
