import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeChanges } from '../../../src/audit/fix/write.js';
import { temporaryFolder } from '../../support/project.js';

const BEFORE = 'FROM a\n';
const AFTER = 'FROM b\n';

function folder(): { readonly root: string; readonly path: string } {
  const root = temporaryFolder();
  const path = join(root, 'Dockerfile');
  writeFileSync(path, BEFORE);
  return { root, path };
}

const write = (path: string, root: string) => writeChanges([{ path, before: BEFORE, after: AFTER }], [root]);

test('GIVEN a file WHEN it is written THEN its mode stays, and nothing else lies beside it', () => {
  const { root, path } = folder();
  chmodSync(path, 0o754);
  expect(write(path, root)).toEqual({ written: [path], refused: [] });
  expect(readFileSync(path, 'utf8')).toBe(AFTER);
  expect(statSync(path).mode & 0o777).toBe(0o754);
  expect(readdirSync(root)).toEqual(['Dockerfile']);
});

test('GIVEN a file that was named itself WHEN it is written THEN that is enough', () => {
  const { path } = folder();
  expect(write(path, path).written).toEqual([path]);
});

test.each([
  ['is not as it was read', 'somebody has changed it meanwhile', (path: string) => { writeFileSync(path, 'FROM c\n'); }],
  ['has another name', 'it has more than one name (hard links)', (path: string) => { linkSync(path, `${path}.2`); }],
])('GIVEN a file that %s WHEN it is written THEN it is refused', (_what, why, change) => {
  const { root, path } = folder();
  change(path);
  const before = readFileSync(path, 'utf8');
  expect(write(path, root)).toEqual({ written: [], refused: [{ path, why }] });
  expect(readFileSync(path, 'utf8')).toBe(before);
}); // prettier-ignore

test('GIVEN a file that is no UTF-8 WHEN it is written THEN it is refused, and stays as it is', () => {
  const { root, path } = folder();
  const bytes = Buffer.concat([Buffer.from('FROM a\n# '), Buffer.from([0xe9, 0x0a])]);
  writeFileSync(path, bytes);
  const { refused } = writeChanges([{ path, before: bytes.toString('utf8'), after: AFTER }], [root]);
  expect(refused).toEqual([{ path, why: 'it is not all UTF-8' }]);
  expect(readFileSync(path)).toEqual(bytes);
});

test('GIVEN a link WHEN it is written THEN what it leads to stays', () => {
  const { root, path } = folder();
  const link = join(root, 'link.Dockerfile');
  symlinkSync(path, link);
  expect(write(link, root).refused).toEqual([{ path: link, why: 'it is a link' }]);
  expect(readFileSync(path, 'utf8')).toBe(BEFORE);
});

test('GIVEN a folder that is a link out of the tree WHEN a file in it is written THEN it is refused', () => {
  const { path, root: elsewhere } = folder();
  const root = temporaryFolder();
  symlinkSync(elsewhere, join(root, 'out'));
  const inside = join(root, 'out', 'Dockerfile');
  expect(write(inside, root).refused).toEqual([
    { path: inside, why: 'it lies outside of what is audited, behind a link' },
  ]);
  expect(readFileSync(path, 'utf8')).toBe(BEFORE);
});

test('GIVEN a folder beside the one that was named WHEN written THEN it is refused though its name begins alike', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'a'));
  mkdirSync(join(root, 'ab'));
  const path = join(root, 'ab', 'Dockerfile');
  writeFileSync(path, BEFORE);
  expect(write(path, join(root, 'a')).written).toEqual([]);
});

test('GIVEN a file that is gone WHEN it is written THEN it is refused', () => {
  const root = temporaryFolder();
  expect(write(join(root, 'Dockerfile'), root).refused[0]?.why).toContain('ENOENT');
});
