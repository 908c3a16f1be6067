import { join } from 'node:path';
import { run } from './run.js';

const FOLDER = join(import.meta.dirname, '..', 'engine');

/**
 * Makes sure that there is an engine and the base images: the user's own, or one made of Debian's packages.
 *
 * @throws Error that says what to install, where neither can be had
 */
export async function engineUp(): Promise<{ readonly own: boolean; readonly version: string }> {
  const up = await run('bash', [join(FOLDER, 'up.sh')], { timeout: 1_200_000, allowFailure: true });
  process.stdout.write(up.stdout);
  if (up.code !== 0) throw new Error(up.stderr.trim() || `engine/up.sh ended with ${up.code}`);
  const environment = (await run('bash', [join(FOLDER, 'env.sh')])).stdout;
  for (const [, name = '', value = ''] of environment.matchAll(/^export (\w+)=(.*)$/gm)) {
    // `env.sh` quotes for a shell; ask one what it means.
    process.env[name] = (await run('bash', ['-c', `printf %s ${value}`])).stdout;
  }
  const version = (await run('docker', ['version', '--format', '{{.Server.Version}}'])).stdout.trim();
  return { own: /using your engine/i.test(up.stdout), version };
}

export async function engineDown(): Promise<void> {
  await run('bash', [join(FOLDER, 'down.sh')], { allowFailure: true });
}
