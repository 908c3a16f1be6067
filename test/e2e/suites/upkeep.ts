import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupContribution, PlatformModel } from '../../../src/index.js';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { logIn } from '../lib/http.js';
import { run, type RunResult } from '../lib/run.js';
import { lines, sqlWith } from '../lib/sql.js';
import type { Stack } from '../lib/stack.js';

/** The commands that each kind of resource contributes for backups and rotations work. */
export const upkeep: Suite = {
  name: 'upkeep',
  title: 'Upkeep: backups restore, passwords rotate',
  async run({ checks, erp, model, folder }: Context): Promise<void> {
    const backups = model.contributions.filter((one) => one.kind === 'backup');
    for (const backup of backups)
      await checks.check(`${backup.subject}: its dump passes its check, a truncated one does not`, () =>
        dumps(erp, backup.subject, backup, folder),
      );
    const postgres = backups.find(({ subject }) => subject === 'postgres');
    await checks.check('postgres: a restore on the running platform undoes what changed since the dump', () => {
      if (!postgres) throw new Error('postgres has no backup');
      return restores(erp, postgres.subject, postgres, folder);
    });
    await checks.check("postgres: after its rotation, only the superuser's new password works", () =>
      rotates(erp, model),
    );
  },
};

/** Runs `argv` in a container, between files of this machine: what is read and written are bytes. */
async function piped(
  stack: Stack,
  service: string,
  argv: readonly string[],
  files: { readonly from?: string; readonly to?: string },
): Promise<RunResult> {
  const { from = '/dev/null', to = '/dev/null' } = files;
  const script = 'exec docker exec --interactive "${@:3}" <"$1" >"$2"';
  const { Id } = await stack.inspect(service);
  return run('bash', ['-c', script, 'piped', from, to, Id, ...argv], { allowFailure: true });
}

async function dump(stack: Stack, service: string, backup: BackupContribution, file: string): Promise<void> {
  if (backup.dump === 'files') throw new Error(`${service} has no command that dumps`);
  const { code, stderr } = await piped(stack, service, backup.dump.argv, { to: file });
  expectThat(code === 0, `the dump of ${service} ends with ${code}: ${stderr}`);
}

async function dumps(stack: Stack, service: string, backup: BackupContribution, folder: string): Promise<string> {
  const [whole, cut] = [join(folder, `${backup.name}-whole`), join(folder, `${backup.name}-cut`)];
  await dump(stack, service, backup, whole);
  const { size } = statSync(whole);
  const { verify } = backup;
  if (!verify) throw new Error(`${service} contributes no check of its dumps`);
  const sound = await piped(stack, service, verify, { from: whole });
  expectThat(sound.code === 0, `the dump of ${service} fails its check: ${sound.stderr}`);
  // As a full disk or a broken pipe leaves it.
  for (const bytes of [0, Math.floor(size / 2), size - 100]) {
    await run('bash', ['-c', 'head -c "$1" "$2" >"$3"', 'cut', String(bytes), whole, cut]);
    const { code } = await piped(stack, service, verify, { from: cut });
    expectThat(code !== 0, `the first ${bytes} of ${size} bytes of the dump of ${service} pass its check`);
  }
  return `${Math.round(size / 1024)} KiB`;
}

const KEPT = 'crm.nexus_e2e_kept';

/** On the running platform: deleted rows are back, and the services still answer. */
async function restores(stack: Stack, service: string, backup: BackupContribution, folder: string): Promise<string> {
  const owner = (statement: string) => lines(stack, 'nexus_user', 'postgres_owner_password', statement);
  const file = join(folder, `${backup.name}-kept`);
  if (!backup.restore) throw new Error(`${service} has no command that restores`);
  await owner(`CREATE TABLE ${KEPT} AS SELECT n FROM generate_series(1, 1000) n`);
  const users = await owner('SELECT count(*) FROM user_management._prisma_migrations');
  try {
    await dump(stack, service, backup, file);
    await owner(`DELETE FROM ${KEPT} WHERE n > 10; DELETE FROM user_management._prisma_migrations`);
    const { code, stderr } = await piped(stack, service, backup.restore, { from: file });
    expectThat(code === 0, `the restore of ${service} ends with ${code}: ${stderr}`);
    expectEqual('rows of the table', await owner(`SELECT count(*) FROM ${KEPT}`), ['1000']);
    expectEqual('migrations', await owner('SELECT count(*) FROM user_management._prisma_migrations'), users);
    await logIn(secretOf(stack, 'admin_password').trim());
    return 'and who has an account gets in';
  } finally {
    await owner(`DROP TABLE IF EXISTS ${KEPT}`);
  }
}

async function rotates(stack: Stack, model: PlatformModel): Promise<string> {
  const secret = 'postgres_password';
  const rotation = model.contributions.find((one) => one.kind === 'rotation' && one.secret === secret);
  if (rotation?.kind !== 'rotation' || rotation.how.kind !== 'command') throw new Error(`${secret} has no command`);
  const { argv } = rotation.how;
  const set = (password: string) =>
    stack.exec(rotation.subject, argv, { input: password, allowFailure: true }).then(({ code, stdout, stderr }) => ({
      code,
      said: stdout + stderr,
    }));
  const opens = async (password: string) => (await sqlWith(stack, 'postgres', password, 'SELECT 1')).code === 0;
  const old = secretOf(stack, secret).trim();
  // Of characters that a shell, psql and SQL each have a meaning for.
  const next = `new'"$(id)\\ :x; ${Date.now()}`;
  expectThat(await opens(old), 'the password in the file does not open: this shows nothing');
  expectThat((await set('')).code !== 0, 'an empty password is taken');
  expectThat(await opens(old), 'an empty password was taken, although it said otherwise');
  try {
    const { code, said } = await set(next);
    expectThat(code === 0, `it ends with ${code}: ${said}`);
    expectThat(await opens(next), `the new password does not open: ${said}`);
    expectThat(!(await opens(old)), 'the old password opens');
    const log = (await stack.compose(['logs', rotation.subject])).stdout;
    expectThat(!log.includes(next) && !/PASSWORD '/i.test(log), 'the log has the statement with the password');
  } finally {
    await set(old);
  }
  expectThat(await opens(old), 'it could not be set back');
  return 'and back again';
}
