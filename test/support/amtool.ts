import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.js';

/** Whether this machine has Alertmanager's own tool. `.ci/run` fetches it on Debian. */
export const hasAmtool = works();

function works(): boolean {
  try {
    return execFileSync('amtool', ['--version'], { encoding: 'utf8' }).startsWith('amtool, version 0.');
  } catch {
    return false;
  }
}

/**
 * Runs amtool in a folder with these files.
 *
 * @returns what it says, and whether it is content
 */
export function amtool(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): { ok: boolean; says: string } {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  try {
    return { ok: true, says: execFileSync('amtool', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { ok: false, says: stdout + stderr };
  }
}

/** The receiver that an alert with these labels goes to. */
export function receiverOf(files: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): string {
  const given = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const { ok, says } = amtool(['config', 'routes', 'test', '--config.file=alertmanager.yml', ...given], files);
  return ok ? says.trim() : `error: ${says}`;
}
