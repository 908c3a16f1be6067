import { expectEqual, expectThat } from './checks.js';
import { run } from './run.js';
import { lines, sql } from './sql.js';
import { type Stack, until } from './stack.js';

/** Gathers three gigabytes in one process of PostgreSQL. */
const GREEDY = "SELECT cardinality(array_agg(repeat('x', 1000) || n)) FROM generate_series(1, 3000000) n";

/**
 * A query takes more memory than the container has: the kernel ends that query's process, PostgreSQL ends the others and
 * starts anew within the same container, and what was committed is there.
 */
export async function postgresSurvivesGreed(stack: Stack): Promise<string> {
  const ask = (statement: string) => lines(stack, 'postgres', 'postgres_password', statement);
  const before = await stack.inspect('postgres');
  await ask('CREATE SCHEMA e2e_memory; CREATE TABLE e2e_memory.kept AS SELECT 42 AS n');
  try {
    const greedy = await sql(stack, 'postgres', 'postgres_password', GREEDY);
    expectThat(greedy.code !== 0, `the query came to its end: ${greedy.stdout}`);
    expectThat(
      /closed the connection|terminat|recovery mode/.test(greedy.stderr),
      `the query failed otherwise: ${greedy.stderr}`,
    );
    const answers = async () => (await sql(stack, 'postgres', 'postgres_password', 'SELECT 1')).code === 0;
    const ms = await until('postgres answers again', answers, 60);
    expectEqual('what was committed', (await ask('SELECT n FROM e2e_memory.kept')).at(-1), '42');
    const after = await stack.inspect('postgres');
    expectEqual('restarts of the container', after.RestartCount, before.RestartCount);
    expectThat(
      await wasShort(before.Id, before.State.StartedAt),
      'the kernel ended nothing: the query failed otherwise',
    );
    return `its process ended at ${before.HostConfig.Memory / 2 ** 20} MiB, answers after ${(ms / 1000).toFixed(1)} s`;
  } finally {
    await ask('DROP SCHEMA IF EXISTS e2e_memory CASCADE');
  }
}

/** Writes 300 keys of a megabyte each, then says what became of them. */
const FILL = `
REDISCLI_AUTH=$(cat /run/secrets/redis_password); export REDISCLI_AUTH
value=$(head -c 1000000 /dev/zero | tr '\\0' x)
i=0; while [ $((i += 1)) -le 300 ]; do echo "SET e2e:$i $value"; done | redis-cli | sort | uniq -c
redis-cli INFO | tr -d '\\r' | grep -E '^(used_memory|maxmemory|evicted_keys):'
redis-cli EVAL "for _, key in ipairs(redis.call('KEYS', 'e2e:*')) do redis.call('UNLINK', key) end return 'gone'" 0
`;

/** More is written than Redis may hold: it forgets the oldest by itself, and stays below the limit of its container. */
export async function redisForgets(stack: Stack): Promise<string> {
  const before = await stack.inspect('redis');
  const { stdout } = await stack.exec('redis', ['sh', '-c', FILL]);
  const figure = (name: string) => Number(new RegExp(`^${name}:(\\d+)$`, 'm').exec(stdout)?.[1]);
  expectThat(/^\s*300 OK$/m.test(stdout), `not every key was taken: ${stdout}`);
  expectThat(figure('evicted_keys') > 0, `it has forgotten nothing: ${stdout}`);
  expectThat(figure('used_memory') < before.HostConfig.Memory, `it uses more than its container has: ${stdout}`);
  const after = await stack.inspect('redis');
  expectEqual('restarts of the container', after.RestartCount, before.RestartCount);
  expectThat(!(await wasShort(before.Id, before.State.StartedAt)), 'the kernel has ended a process of it');
  const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
  return `${mib(figure('used_memory'))} of ${mib(before.HostConfig.Memory)}, ${figure('evicted_keys')} keys forgotten`;
}

/** Whether the kernel has ended a process of a container for want of memory. */
async function wasShort(id: string, since: string): Promise<boolean> {
  const now = String(Math.ceil(Date.now() / 1000));
  const asked = ['events', '--since', since, '--until', now, '--filter', `container=${id}`, '--format', '{{.Action}}'];
  return (await run('docker', asked)).stdout.split('\n').includes('oom');
}
