import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PREFIX } from './temporary.js';

/** Caches that programs keep between runs of theirs: made by what tests start, and not by tests. */
const CACHES = /^tsx-\d+$|^node-compile-cache$/;

/**
 * One folder for everything that a run puts into the temporary folder, its child processes too. It is removed after the
 * run; what is still in it then, a test has left behind, and the run fails.
 */
export default function temporaryRoot(): (() => void) | undefined {
  const prefix = `${PREFIX}run-${process.pid}-`;
  // Vitest calls this for each of its projects.
  if (basename(tmpdir()).startsWith(prefix)) return undefined;
  const outer = process.env['TMPDIR'];
  const root = mkdtempSync(join(tmpdir(), prefix));
  process.env['TMPDIR'] = root;
  return () => {
    const left = readdirSync(root).filter((name) => !CACHES.test(name));
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    if (outer === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = outer;
    if (left.length === 0) return;
    process.stderr.write(
      `Tests left ${left.length} entries in the temporary folder: ${left.slice(0, 10).join(', ')}. ` +
        'Make folders with temporaryFolder() of test/support/temporary.ts, which removes them.\n',
    );
    process.exitCode = 1;
  };
}
