import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupContribution } from '../../../src/index.js';
import { expectThat } from './checks.js';
import { run, type RunResult } from './run.js';
import type { Stack } from './stack.js';

/** As the model has it. */
export type Backup = BackupContribution & { readonly subject: string };

/** Runs `argv` in a container, between files of this machine: what is read and written are bytes. */
export async function piped(
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

export async function dump(stack: Stack, { subject: service, dump: how }: Backup, file: string): Promise<void> {
  if (how === 'files') throw new Error(`${service} has no command that dumps`);
  const { code, stderr } = await piped(stack, service, how.argv, { to: file });
  expectThat(code === 0, `the dump of ${service} ends with ${code}: ${stderr}`);
}

/** Dumps, and has the dump and parts of it checked. */
export async function dumps(stack: Stack, backup: Backup, folder: string): Promise<string> {
  const { subject: service, verify } = backup;
  const [whole, cut] = [join(folder, `${backup.name}-whole`), join(folder, `${backup.name}-cut`)];
  await dump(stack, backup, whole);
  const { size } = statSync(whole);
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
