import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { type ChildProcess, spawn } from 'node:child_process';
import { type Checks, expectEqual, expectThat } from './checks.js';
import type { CutOverRun } from './cut-over-run.js';
import type { LegacyStack } from './legacy-stack.js';
import { run } from './run.js';
import { until } from './stack.js';

/** A rehearsal, and what goes wrong: each leaves the legacy stack running, and the next run does it right. */
export async function troubles(checks: Checks, legacy: LegacyStack, next: CutOverRun): Promise<void> {
  await checks.check('a rehearsal beside the running stack touches nothing of it, and leaves nothing', async () => {
    const before = await legacy.containers();
    const { downtime, output } = await next.succeed('rehearse');
    expectEqual('legacy containers', await legacy.containers(), before);
    expectThat(/ rows are the same/.test(output), output);
    for (const kind of ['container', 'volume', 'network']) {
      const filter = `label=com.docker.compose.project=${next.stack.project}-rehearsal`;
      const all = kind === 'container' ? ['--all'] : [];
      expectEqual(kind, (await run('docker', [kind, 'ls', ...all, '--quiet', '--filter', filter])).stdout.trim(), '');
    }
    return `expected downtime ${downtime} s`;
  });
  await checks.check(
    'tables without a history that are not the schema of the service are found in a rehearsal',
    async () => {
      await legacy.sql('ALTER TABLE crm._prisma_migrations RENAME TO history; ALTER TABLE crm.contacts ADD stray text');
      try {
        const said = await next.refuse(4, ['rehearse', '--data-only']);
        expectThat(/schema crm has tables and no history of migrations/.test(said) && said.includes('stray'), said);
        return said.split('\n').find((line) => line.includes('stray'));
      } finally {
        await legacy.sql('ALTER TABLE crm.history RENAME TO _prisma_migrations; ALTER TABLE crm.contacts DROP stray');
      }
    },
  );
  await checks.check('a project without containers, and a missing secret, are said before anything stops', async () => {
    const said = await next.refuse(3, ['run'], { LEGACY_PROJECT: 'nobody' });
    const secret = next.path('secrets/jwt_secret');
    const value = readFileSync(secret);
    writeFileSync(secret, '');
    expectThat((await next.refuse(3, ['run'])).includes('there is no secrets/jwt_secret'), 'the secret is not missed');
    writeFileSync(secret, value);
    await stillServes(legacy);
    return said;
  });
  await checks.check(
    'somebody else on the legacy database stops the copy, and the legacy stack is started again',
    async () => {
      const guest = ['exec', '--no-TTY', '--detach', 'postgres', 'sh', '-c'];
      await legacy.stack.compose([
        ...guest,
        'PGAPPNAME=report psql -U nexus_user -d nexus_erp -c "SELECT pg_sleep(45)"',
      ]);
      const said = await next.refuse(3, ['run']);
      expectThat(said.includes('others are connected to the legacy database') || said.includes('report at'), said);
      await stillServes(legacy);
      await legacy.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'report'");
      return said.split('\n').find((line) => line.includes('report'));
    },
  );
  await checks.check('a row that is lost on the way is found, and the legacy stack is started again', async () => {
    const path = next.path('scripts/postgres-take-over.sh');
    const text = readFileSync(path, 'utf8');
    const loss =
      '    new_psql --dbname=nexus_erp --command="DELETE FROM crm.contacts WHERE email = \'t7@x.br\'" </dev/null\n';
    const changed = text.replace(/^ {4}compare_database .*$/m, (line) => loss + line);
    expectThat(changed !== text, 'the script has changed: this shows nothing');
    writeFileSync(path, changed);
    const said = await next.refuse(4, ['run']).finally(() => {
      writeFileSync(path, text);
    });
    expectThat(/rows of crm\.contacts\|4999/.test(said), said);
    await stillServes(legacy);
    return said.split('\n').find((line) => line.includes('4999'));
  });
  await checks.check('a new platform that does not come up: the legacy stack is up again', async () => {
    const file = next.path('docker-compose.e2e.yml');
    const text = readFileSync(file, 'utf8');
    appendFileSync(file, '  crm:\n    command: [node, -e, process.exit(1)]\n    restart: "no"\n');
    const said = await next.refuse(1, ['run']).finally(() => {
      writeFileSync(file, text);
    });
    expectThat(said.includes('does not become healthy'), said);
    await stillServes(legacy);
    return said.split('\n').find((line) => line.includes('nothing of it is lost'));
  });
  await checks.check('killed in mid-copy: the next run does it all', () => killed(legacy, next));
}

async function stillServes(legacy: LegacyStack): Promise<void> {
  const down = (await legacy.containers()).filter(({ running }) => !running).map(({ name }) => name);
  expectEqual('legacy containers that do not run', down, []);
  const policies = (await legacy.containers()).filter(({ restart }) => restart === 'always').length;
  expectThat(policies >= 4, 'restart policies are lost');
}

/** Nothing of it can clean up: no trap runs. */
async function killed(legacy: LegacyStack, next: CutOverRun): Promise<string> {
  const child: ChildProcess = spawn('bash', ['scripts/cut-over.sh', 'run'], {
    cwd: next.stack.folder,
    env: next.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString()));
  await until('the copy begins', () => Promise.resolve(output.includes('from here on nobody is served')), 120);
  await until(
    'the new server has tables',
    async () => Number(await next.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'crm'")) > 0,
    60,
  );
  // The script and what it runs: its process group.
  if (child.pid) process.kill(-child.pid, 'SIGKILL');
  await until('it is gone', () => Promise.resolve(child.signalCode !== null || child.exitCode !== null));
  expectThat(
    !(await legacy.containers()).some(({ name, running }) => running && /writer|crm/.test(name)),
    'nothing was stopped: this shows nothing',
  );
  const { downtime } = await next.succeed('run');
  await next.succeed('back');
  await stillServes(legacy);
  return `${downtime} s down in the second run`;
}
