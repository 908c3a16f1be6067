import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { modeOf, temporaryFolder } from '../../support/project.js';
import { snapshot, synthesize } from '../support/site.js';

const FILES = { 'a.conf': ['one'], 'run.sh': ['true'] };
const umask = process.umask(0o022);

afterEach(() => {
  process.umask(umask);
});

test.each([0o022, 0o077, 0o000])('files are 644 and scripts 755, with a umask of %o', (mask) => {
  // GIVEN
  const folder = temporaryFolder();
  process.umask(mask);
  // WHEN
  synthesize(folder, FILES);
  // THEN
  expect(modeOf(join(folder, 'out/a.conf'))).toBe('644');
  expect(modeOf(join(folder, 'out/run.sh'))).toBe('755');
  expect(modeOf(join(folder, 'out/docker-compose.yml'))).toBe('644');
});

test.each([0o022, 0o077])('folders are 755 with a umask of %o, and those that are there stay as they are', (mask) => {
  // GIVEN
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'out/mine'), { recursive: true });
  chmodSync(join(folder, 'out/mine'), 0o750);
  chmodSync(join(folder, 'out'), 0o700);
  process.umask(mask);
  // WHEN
  synthesize(folder, { 'mine/deep/er/a.conf': ['one'] });
  // THEN
  const modes = ['out', 'out/mine', 'out/mine/deep', 'out/mine/deep/er'].map((path) => modeOf(join(folder, path)));
  expect(modes).toEqual(['700', '750', '755', '755']);
});

test('a wrong mode is made right, without writing the file', () => {
  // GIVEN
  const folder = temporaryFolder();
  synthesize(folder, FILES);
  const inode = (path: string) => snapshot(folder)[path]?.split(' ').slice(1).join(' ');
  const before = ['out/a.conf', 'out/run.sh'].map(inode);
  chmodSync(join(folder, 'out/a.conf'), 0o600);
  chmodSync(join(folder, 'out/run.sh'), 0o544);
  // WHEN
  const { total, warnings } = synthesize(folder, FILES);
  // THEN
  expect(modeOf(join(folder, 'out/a.conf'))).toBe('644');
  expect(modeOf(join(folder, 'out/run.sh'))).toBe('755');
  expect(['out/a.conf', 'out/run.sh'].map(inode)).toEqual(before);
  expect(total).toMatch(/^nexus: 2 written/);
  expect(warnings).toEqual([]);
  expect(synthesize(folder, FILES).total).toMatch(/^nexus: 0 written/);
});

test('a file that becomes a script becomes executable, and back', () => {
  const folder = temporaryFolder();
  const as = (executable: boolean) =>
    synthesize(
      folder,
      {},
      {
        compose: (platform) =>
          platform.addDocument({ path: 'x', kind: 'lines', syntax: 'hash', lines: [], executable }),
      },
    );
  as(true);
  expect(modeOf(join(folder, 'out/x'))).toBe('755');
  as(false);
  expect(modeOf(join(folder, 'out/x'))).toBe('644');
});
