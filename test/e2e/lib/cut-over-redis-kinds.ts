import { rmSync, writeFileSync } from 'node:fs';
import { RedisPersistence } from '../../../src/index.js';
import { type Checks, expectEqual, expectThat } from './checks.js';
import { OLD_SHOP, type OldQueue, type Shop } from './cut-over-shop.js';
import { run } from './run.js';

const PASSWORD = 'it\'s a "secret" $1';
const [PLAIN, BACKWARDS] = ['plain-secret', 'terces-nialp'];

/** Where a legacy Redis can have its password. */
const PASSWORDS: Readonly<Record<string, OldQueue>> = {
  'a command': { command: ['redis-server', '--requirepass', PASSWORD], password: PASSWORD },
  'a command of a shell': { command: ['sh', '-c', `exec redis-server --requirepass '${PLAIN}'`], password: PLAIN },
  'a variable': {
    command: ['sh', '-c', 'exec redis-server --requirepass "$REDIS_PASSWORD"'],
    environment: { REDIS_PASSWORD: PASSWORD },
    password: PASSWORD,
  },
  'a file that a variable names': {
    command: [
      'sh',
      '-c',
      `printf ${PLAIN} >"$REDIS_PASSWORD_FILE"; exec redis-server --requirepass "$(cat "$REDIS_PASSWORD_FILE")"`,
    ],
    environment: { REDIS_PASSWORD_FILE: '/tmp/redis_password' },
    password: PLAIN,
  },
  'a configuration file': {
    command: [
      'sh',
      '-c',
      `printf 'requirepass "%s"\\nrename-command CONFIG ""\\n' ${PLAIN} >/tmp/redis.conf; exec redis-server /tmp/redis.conf`,
    ],
    password: PLAIN,
  },
};

/** A legacy Redis with a password, with an append-only file, with nothing on disk, and one that is newer. */
export async function legacyRedisKinds(checks: Checks, shop: Shop): Promise<void> {
  for (const [where, queue] of Object.entries(PASSWORDS))
    await checks.check(`a password in ${where} is found, and said to nobody`, async () => {
      await shop.restart(queue);
      const { code, stdout, stderr } = await shop.step('check');
      expectThat(code === 0, stderr);
      expectThat(!(stdout + stderr).includes(queue.password ?? ''), 'it is printed');
      return stdout.trim();
    });
  await checks.check('a password that is nowhere is asked for by name', async () => {
    await shop.restart({
      command: ['sh', '-c', `redis-server --requirepass "$(echo ${PLAIN} | rev)"`],
      password: BACKWARDS,
    });
    const { code, stderr } = await shop.step('check');
    expectEqual('exit code', code, 3);
    expectThat(stderr.includes('NOAUTH') && stderr.includes('put it into cut-over/queue.password'), stderr);
    const path = shop.next.path('cut-over/queue.password');
    writeFileSync(path, `${BACKWARDS}\n`);
    const again = await shop.step('check');
    rmSync(path);
    expectThat(again.code === 0, again.stderr);
    return stderr.trim();
  });
  const kinds: Readonly<Record<string, readonly [OldQueue, RedisPersistence]>> = {
    'a password and an append-only file': [
      { command: ['redis-server', '--appendonly', 'yes', '--save', '', '--requirepass', PLAIN], password: PLAIN },
      RedisPersistence.AppendOnly,
    ],
    'nothing on disk': [
      { command: ['redis-server', '--save', '', '--repl-diskless-sync', 'no'] },
      RedisPersistence.Snapshot,
    ],
  };
  for (const [what, [queue, persistence]] of Object.entries(kinds))
    await checks.check(`a Redis with ${what} is carried over, and has its keys again on the way back`, async () => {
      await shop.restart(queue);
      shop.layOver({}, { persistence });
      const { downtime, output } = await shop.next.succeed('run', '--replace', 'nexus-e2e-shop_queue_data');
      expectThat(/^queue: \d+ keys are the same/m.test(output), output);
      expectEqual('carried', await shop.askNew('GET', 'carried'), 'yes');
      await shop.next.succeed('back');
      await shop.servesAgain();
      await shop.hasItsKeys();
      return `${downtime} s down`;
    });
  await checks.check('volumes of both go one after the other, by their whole names', async () => {
    await shop.next.succeed('run', '--replace', 'nexus-e2e-shop_queue_data', 'nexus-e2e-shop_postgres_data');
    const names = ['pg', 'keys'].map((volume) => `${OLD_SHOP}_${volume}`);
    const said = await shop.next.refuse(2, ['--remove-old', 'keys']);
    expectThat(said.includes(`the legacy volume is ${names.join(', ')}, not keys`), said);
    for (const name of names) {
      await shop.next.succeed('--remove-old', name);
      const { code } = await run('docker', ['volume', 'inspect', name], { allowFailure: true });
      expectThat(code !== 0, `${name} is still there`);
    }
    expectEqual('carried', await shop.askNew('GET', 'carried'), 'yes');
    return said;
  });
  await checks.check('a newer Redis is refused before anything stops', async () => {
    await shop.next.stack.compose(['down', '--volumes']);
    await shop.restart({ image: 'redis:8-alpine' });
    shop.layOver({}, { version: 7 });
    const before = await shop.legacyState();
    const said = await shop.next.refuse(3, ['run']);
    expectThat(/the legacy server is Redis 8\.\S+, newer than the new one, 7/.test(said), said);
    expectEqual('legacy containers', await shop.legacyState(), before);
    return said;
  });
}
