import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { type Checks, expectEqual, expectThat } from './checks.js';
import type { CutOverRun, Ended } from './cut-over-run.js';
import { LEGACY_IMAGE, type LegacyStack } from './legacy-stack.js';
import { run } from './run.js';

const STRAY = 'nexus-e2e-stray';
const IN_THE_WAY = 'nexus-e2e-in-the-way';

/** A rehearsal, and what goes wrong: each leaves the legacy stack running, and the next run does it right. */
export async function troubles(checks: Checks, legacy: LegacyStack, next: CutOverRun): Promise<void> {
  await checks.check('a rehearsal beside the running stack touches nothing of it, and leaves nothing', async () => {
    const before = await legacy.containers();
    // Somebody else has addresses of the platform: a rehearsal takes others, the cut-over refuses.
    await run('docker', ['network', 'create', '--subnet', '10.70.5.0/24', IN_THE_WAY]);
    const refused = await next.refuse(3, ['run']);
    const { downtime, output } = await next
      .succeed('rehearse')
      .finally(() => run('docker', ['network', 'rm', IN_THE_WAY]));
    expectThat(/belong to network nexus-e2e-in-the-way .*this is in the way/s.test(refused), refused);
    expectThat(output.includes('this would be in the way of the cut-over itself'), output);
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
  const report = ['exec', '--no-TTY', '--detach', '--env', 'PGAPPNAME=report', 'postgres', 'psql', '-U', 'nexus_user'];
  const connect = () => legacy.stack.compose([...report, '-d', 'nexus_erp', '-c', 'SELECT pg_sleep(90)']);
  const disconnect = () =>
    legacy.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'report'");
  await checks.check('somebody else on the legacy database is named before anything stops', async () => {
    const before = await legacy.containers();
    await connect();
    const said = await next.refuse(3, ['run']).finally(disconnect);
    expectThat(said.includes('not of the legacy stack: report at the socket. They may write'), said);
    expectEqual('legacy containers', await legacy.containers(), before);
    return said.split('\n').find((line) => line.includes('report'));
  });
  await checks.check('one who comes later stops the copy, and the legacy stack is started again', async () => {
    let coming: Promise<unknown> | undefined;
    const { code, stdout, stderr } = await next
      .script(['run'], {
        onOutput: (text) => {
          if (text.includes('from here on nobody is served')) coming ??= connect();
        },
      })
      .finally(disconnect);
    await coming;
    expectEqual('exit code', code, 3);
    expectThat(stderr.includes('others are connected to the legacy server, and may write: report at'), stderr + stdout);
    await stillServes(legacy);
    return stderr.split('\n').find((line) => line.includes('report'));
  });
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
  await checks.check('a legacy container that mounts files of the new release is named', async () => {
    const labels = Object.entries({ project: legacy.project, service: 'stray', oneoff: 'False' });
    const options = labels.flatMap(([key, value]) => ['--label', `com.docker.compose.${key}=${value}`]);
    const mount = ['--volume', `${next.path('secrets')}:/secrets:ro`, '--entrypoint', 'sleep'];
    await run('docker', ['run', '--detach', '--name', STRAY, ...options, ...mount, LEGACY_IMAGE, '600']);
    const said = await next.refuse(3, ['run']).finally(() => run('docker', ['rm', '--force', STRAY]));
    expectThat(said.includes(`legacy container ${STRAY} has ${next.path('secrets')} mounted`), said);
    return said;
  });
  await checks.check('Ctrl-C in mid-copy: the legacy stack is started again', async () => {
    const { output, code } = await endedInMidCopy(legacy, next, 'SIGINT');
    expectEqual('exit code', code, 130);
    expectThat(output.includes('nothing of it is lost'), output);
    await stillServes(legacy);
    return undefined;
  });
  await checks.check('killed in mid-copy: the next run does it all', async () => {
    await endedInMidCopy(legacy, next, 'SIGKILL');
    const { downtime } = await next.succeed('run');
    await next.succeed('back');
    await stillServes(legacy);
    return `${downtime} s down in the second run`;
  });
}

async function stillServes(legacy: LegacyStack): Promise<void> {
  const down = (await legacy.containers()).filter(({ running }) => !running).map(({ name }) => name);
  expectEqual('legacy containers that do not run', down, []);
  const policies = (await legacy.containers()).filter(({ restart }) => restart === 'always').length;
  expectThat(policies >= 4, 'restart policies are lost');
}

/** Ended while rows are copied. */
async function endedInMidCopy(legacy: LegacyStack, next: CutOverRun, signal: 'SIGINT' | 'SIGKILL'): Promise<Ended> {
  const tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'crm'";
  return next.ended(signal, 'the new server has tables', async () => {
    if (Number(await next.sql(tables)) === 0) return false;
    const running = (await legacy.containers()).filter((container) => container.running).map(({ name }) => name);
    expectThat(!running.some((name) => /writer|crm/.test(name)), 'nothing was stopped: this shows nothing');
    return true;
  });
}
