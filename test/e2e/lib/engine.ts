import { join } from 'node:path';
import { beTheRun, isTheRun } from './one-run.js';
import { run } from './run.js';

/**
 * `NEXUS_E2E_ENGINE=running`: the engine that this process reaches is ready and stays, and so do its images. For a run
 * within a run, that must not end what the outer one still needs.
 */
const stays = (): boolean => process.env.NEXUS_E2E_ENGINE === 'running';

/** Whether the user's engine had stand-ins before: then somebody else still needs them. */
let foundStandIns = false;

const FOLDER = join(import.meta.dirname, '..', 'engine');

/**
 * Makes sure that there is an engine and the base images: the user's own, or one made of Debian's packages.
 *
 * @throws Error that says what to install, where neither can be had, or which other run to wait for
 */
export async function engineUp(): Promise<{ readonly own: boolean; readonly version: string }> {
  if (stays()) return { own: true, version: await serverVersion() };
  beTheRun();
  const found = await hasStandIns();
  const up = await run('bash', [join(FOLDER, 'up.sh')], { timeout: 1_200_000, allowFailure: true });
  process.stdout.write(up.stdout);
  if (up.code !== 0) throw new Error(up.stderr.trim() || `engine/up.sh ended with ${up.code}`);
  const environment = (await run('bash', [join(FOLDER, 'env.sh')])).stdout;
  for (const [, name = '', value = ''] of environment.matchAll(/^export (\w+)=(.*)$/gm)) {
    // `env.sh` quotes for a shell; ask one what it means.
    process.env[name] = (await run('bash', ['-c', `printf %s ${value}`])).stdout;
  }
  const own = /using your engine/i.test(up.stdout);
  foundStandIns = own && found;
  return { own, version: await serverVersion() };
}

async function hasStandIns(): Promise<boolean> {
  const list = run('docker', ['image', 'ls', '--quiet', '--filter', 'reference=nexus-e2e/*:*']);
  return list.then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  );
}

export async function engineDown(): Promise<void> {
  if (stays() || foundStandIns || !isTheRun()) return;
  // Some tens of gigabytes are deleted: on a disk that others use too, for longer than a command may take elsewhere.
  const options = { allowFailure: true, cleansUp: true, timeout: 3_600_000 };
  await run('bash', [join(FOLDER, 'down.sh')], options);
}

async function serverVersion(): Promise<string> {
  return (await run('docker', ['version', '--format', '{{.Server.Version}}'])).stdout.trim();
}
