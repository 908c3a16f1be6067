import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What folders of tests are called, wherever they lie. */
export const PREFIX = 'nexus-test-';

const folders: string[] = [];

/**
 * A new empty folder, which is removed after the tests of the file. The only place that makes one, so that none stays:
 * during a run it lies in the folder of that run, which `temporary-root.ts` sets as `TMPDIR`.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  folders.push(folder);
  return folder;
}

/** Removes every folder made since the last call. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
