import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Phase } from '../../../src/index.js';
import { type Checks, expectEqual, expectThat } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import { CutOverRun, QUESTIONS } from '../lib/cut-over-run.js';
import { keys } from '../lib/cut-over-keys.js';
import { publicTables } from '../lib/cut-over-public.js';
import { troubles } from '../lib/cut-over-troubles.js';
import { synthesizeErp } from '../lib/erp-model.js';
import { https, logIn } from '../lib/http.js';
import { LEGACY_ADMIN_PASSWORD, LegacyStack } from '../lib/legacy-stack.js';
import { run } from '../lib/run.js';

const [LEGACY, NEW] = ['nexus-e2e-legacy', 'nexus-e2e-cut-over'];

/** The first day: from the legacy stack, which runs and is written to, to the last phase, and back. */
export const cutOver: Suite = {
  name: 'cut-over',
  title: 'Cut-over: from the running legacy stack, and back',
  needsErp: false,
  async run({ checks, folder, out, all }: Context): Promise<void> {
    const legacy = new LegacyStack(join(folder, 'legacy-stack'), LEGACY, all);
    const next = new CutOverRun(join(folder, 'cut-over'), NEW, LEGACY);
    await keys(checks, folder, all);
    try {
      const runs = await checks.check('the legacy stack runs on PostgreSQL 15, and is written to', async () => {
        await legacy.lay();
        await legacy.up();
        await next.lay(all ? await phase(folder, Phase.Security) : out);
        await next.stack.compose(['build'], { timeout: 1_200_000 });
        return `${await written(legacy)} rows more in a second`;
      });
      if (!runs) return;
      if (all) await troubles(checks, legacy, next);
      await thereAndBack(checks, legacy, next, all ? folder : undefined);
      if (all) await forGood(checks, legacy, next);
    } finally {
      await next.stack.down();
      await legacy.stack.down();
      await run('docker', ['volume', 'rm', '--force', legacy.volume], { allowFailure: true, cleansUp: true });
    }
    if (all) await publicTables(checks, folder);
  },
};

async function phase(folder: string, rollout: Phase): Promise<string> {
  const synthesis = join(folder, `cut-over-phase-${rollout}`);
  mkdirSync(synthesis);
  await synthesizeErp(synthesis, rollout);
  return join(synthesis, 'out');
}

async function written(legacy: LegacyStack): Promise<number> {
  const count = async () => Number(await legacy.sql('SELECT count(*) FROM crm.customers'));
  const before = await count();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const more = (await count()) - before;
  expectThat(more > 0, 'nobody writes: this shows nothing');
  return more;
}

/** @param folder where the later phases are synthesized, if they are to be gone through */
async function thereAndBack(checks: Checks, legacy: LegacyStack, next: CutOverRun, folder?: string): Promise<void> {
  const before = await legacy.containers();
  let answers = '';
  let last = '';
  let volume = '';
  const moved = await checks.check('it is carried over, every row compared, and the new platform serves', async () => {
    const { downtime, output } = await next.succeed('run');
    volume = await legacy.fingerprint();
    answers = await next.sql(QUESTIONS);
    last = await next.sql('SELECT max(created_at) FROM crm.customers');
    expectThat(/ rows are the same, \d+ s/.test(output), output);
    expectEqual(
      'legacy containers that run',
      (await legacy.containers()).filter(({ running }) => running),
      [],
    );
    await logIn(LEGACY_ADMIN_PASSWORD);
    return `${downtime} s down; ${answers.split('\n')[0]}`;
  });
  if (!moved) return;
  await checks.check('nothing legacy comes back with the engine, and a second run changes nothing', async () => {
    expectEqual('policies', [...new Set((await legacy.containers()).map(({ restart }) => restart))], ['no']);
    expectThat((await next.succeed('run')).output.includes('has taken over already'), 'it is carried over again');
    return undefined;
  });
  await checks.check('services have their own roles, and the former superuser is only the owner', async () => {
    const roles =
      "SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY 1; SELECT count(*) FROM pg_class WHERE relnamespace = 'crm'::regnamespace AND relowner <> 'nexus_user'::regrole";
    expectEqual('superusers, tables of others', await next.sql(roles), 'postgres\n0');
    return undefined;
  });
  await checks.check('with rows written since, the way back needs a word', async () => {
    const token = await logIn(LEGACY_ADMIN_PASSWORD);
    const reply = await https('/api/crm/customers', { token, json: { name: 'Written since' } });
    expectEqual('status', reply.status, 201);
    const said = await next.refuse(3, ['back']);
    expectThat(said.includes('crm.customers: rows written since the cut-over: 1; '), said);
    expectEqual('front end', (await https('/')).status, 200);
    return said.split('\n')[0];
  });
  const kept = folder === undefined ? '' : await next.sql(QUESTIONS);
  for (const rollout of folder === undefined ? [] : [Phase.Build, Phase.Observability, Phase.Advanced])
    await checks.check(`on to phase ${rollout}: the rows stay, and the way back stays open`, async () => {
      next.layOver(await phase(folder ?? '', rollout));
      // Before it is started: its networks may not fit beside those that are there.
      expectThat((await next.refuse(3, ['back'])).includes('written since the cut-over: 1;'), 'it does not count');
      const ms = await next.restart();
      expectEqual('answers', await next.sql(QUESTIONS), kept);
      return `healthy in ${(ms / 1000).toFixed(1)} s`;
    });
  await checks.check('the old volume has not been touched', async () => {
    expectThat((await legacy.fingerprint()) === volume, 'files of the volume have changed');
    return `${volume.split('\n').length} lines alike`;
  });
  await checks.check('back: the legacy stack serves on its own rows, as it was', async () => {
    const { downtime, output } = await next.succeed('back', '--leave-rows');
    expectThat(/ and in cut-over\/left-behind-\w+-\*$/m.test(output), output);
    const [restart, running] = [before, await legacy.containers()].map((list) =>
      list.map(({ name, restart, running }) => ({ name, restart, running })),
    );
    expectEqual('containers', running, restart);
    const without = "DELETE FROM crm.customers WHERE name = 'Written since'";
    expectThat((await volumeAnswers(next, without)) === answers, 'the new volume has lost rows');
    // Without what has been written after it was started again, and is being written.
    const later = `DELETE FROM crm.customers WHERE created_at > '${last}'`;
    expectEqual(
      'rows of the legacy stack',
      await legacy.sql(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${later}; ${QUESTIONS}; ROLLBACK`),
      answers,
    );
    await written(legacy);
    return `${downtime} s down`;
  });
}

/** What is in the new volume, after a statement that is taken back. */
async function volumeAnswers(next: CutOverRun, statement: string): Promise<string> {
  await next.stack.up('postgres');
  try {
    return await next.sql(`BEGIN; ${statement}; ${QUESTIONS}; ROLLBACK`);
  } finally {
    await next.stack.compose(['down']);
  }
}

/** Once more, on a database without a history of migrations; then the old volume goes. */
async function forGood(checks: Checks, legacy: LegacyStack, next: CutOverRun): Promise<void> {
  const volume = `${NEW}_postgres_data`;
  await checks.check('rows that were left behind are not overwritten without a word', async () => {
    const said = await next.refuse(3, ['run']);
    expectThat(said.includes(`run --replace ${volume}`), said);
    await written(legacy);
    return said.split('\n').find((line) => line.includes('--replace'));
  });
  await checks.check('a database that was made by prisma db push gets its history', async () => {
    await legacy.sql('DROP TABLE crm._prisma_migrations');
    const { downtime, output } = await next.succeed('run', '--replace', volume);
    expectThat(output.includes('schema crm had no history of migrations: they are noted as applied'), output);
    expectEqual(
      'migrations',
      await next.sql('SELECT migration_name FROM crm._prisma_migrations'),
      '20261101000000_init',
    );
    await logIn(LEGACY_ADMIN_PASSWORD);
    return `${downtime} s down`;
  });
  await checks.check('the old volume goes only by its whole name', async () => {
    await next.refuse(2, ['--remove-old', volume]);
    await next.refuse(2, ['--remove-old', 'postgres_data']);
    const { output } = await next.succeed('--remove-old', legacy.volume);
    const { code } = await run('docker', ['volume', 'inspect', legacy.volume], { allowFailure: true });
    expectThat(code !== 0, 'it is still there');
    expectEqual('front end', (await https('/')).status, 200);
    return output.trim().slice(0, 80);
  });
}
