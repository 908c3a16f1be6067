import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary.js';

/** Whether this machine has Prometheus' own tool, of version 3. `.ci/run` fetches it on Debian. */
export const hasPromtool = version()?.startsWith('promtool, version 3') ?? false;

function version(): string | undefined {
  try {
    return execFileSync('promtool', ['--version'], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
}

/**
 * Runs promtool in a folder with these files.
 *
 * @returns what it says, and whether it is content
 */
export function promtool(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): { ok: boolean; says: string } {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  try {
    // A run is short and takes little memory: collecting it is a quarter of its time.
    const env = { ...process.env, GOGC: '400' };
    return { ok: true, says: execFileSync('promtool', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', env }) };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { ok: false, says: stdout + stderr };
  }
}
