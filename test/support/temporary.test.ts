import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { removeTemporaryFolders, temporaryFolder } from './temporary.js';

const ROOT = join(import.meta.dirname, '..', '..');

describe('folders of tests', () => {
  test('lie in the folder of the run, and are removed with what is in them', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), '');
    expect(dirname(folder)).toMatch(/\/nexus-test-run-\d+-\w+$/);
    removeTemporaryFolders();
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(dirname(folder))).toBe(true);
  });

  // A run of its own, with this repository's configuration, of test files that leave something behind.
  const run = (name: string) => {
    const tmp = temporaryFolder();
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [vitest, 'run', '--config', 'test/fixtures/left-behind/vitest.config.ts', name],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, TMPDIR: tmp, NO_COLOR: '1' } },
    );
    return { status, output: stdout + stderr, left: readdirSync(tmp).filter((entry) => !entry.startsWith('tsx-')) };
  };

  test('are gone after a run in which tests failed, in every file', () => {
    const { status, output, left } = run('helper');
    expect(output).toContain('2 failed');
    expect(output).not.toContain('in the temporary folder');
    expect({ status, left }).toEqual({ status: 1, left: [] });
  });

  test('that were made without the helper fail the run, and are gone as well', () => {
    const { status, output, left } = run('own');
    expect(output).toMatch(/Tests left 1 entries in the temporary folder: mine-\w+\. Make folders with/);
    expect({ status, left }).toEqual({ status: 1, left: [] });
  });
});
