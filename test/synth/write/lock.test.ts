import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockOutput } from '../../../src/synth/write/lock.js';
import { ownerName, parseOwner } from '../../../src/synth/write/owner.js';
import { messageOf, newPlatform, newProject, stateOf, temporaryFolder } from '../../support/project.js';
import { snapshot, synthesize } from '../support/site.js';

const FILES = { 'a.conf': ['one'] };
const CHANGED = { 'a.conf': ['two'] };

/** A lock as a run would leave it that has other fields than this process. */
function plant(folder: string, change: (name: string) => string): string {
  const name = change(ownerName());
  mkdirSync(join(folder, '.nexus/lock'), { recursive: true });
  writeFileSync(join(folder, '.nexus/lock', name), '');
  return name;
}

function synthesized(): string {
  const folder = temporaryFolder();
  synthesize(folder, FILES);
  return folder;
}

test('a run that meets another one changes nothing and names it; when that was killed, the next run cleans up', async () => {
  // GIVEN
  const folder = synthesized();
  const other = fork(join(import.meta.dirname, '../support/lock-child.ts'), [folder], {
    execArgv: ['--import', 'tsx'],
  });
  await once(other, 'message');
  const before = snapshot(folder);
  // WHEN
  const message = messageOf(() => synthesize(folder, CHANGED));
  // THEN
  expect(message).toMatch(
    new RegExp(
      `^1 problem, nothing was written:\n  - another run is writing the output: process ${other.pid} on \\S+, since \\d{4}-\\d\\d-\\d\\dT\\S+Z\\. Wait until it ends and run again\\. If that process no longer exists, delete \\.nexus/lock\\.`,
    ),
  );
  expect(snapshot(folder)).toEqual(before);
  // WHEN nothing is to be written
  expect(synthesize(folder, FILES).total).toMatch(/^nexus: 0 written/);
  // WHEN the other is killed
  const exit = once(other, 'exit');
  other.kill('SIGKILL');
  await exit;
  expect(stateOf(folder)).toEqual(['lock', 'manifest.json', 'shop.model.json', 'staging']);
  // THEN
  expect(synthesize(folder, CHANGED).total).toMatch(/^nexus: 1 written/);
  expect(readFileSync(join(folder, 'out/a.conf'), 'utf8')).toContain('two');
  expect(stateOf(folder)).toEqual(['manifest.json', 'shop.model.json']);
});

test('the lock of a process whose number another one has now is taken over', () => {
  const folder = synthesized();
  // GIVEN: this process lives, and has started at another time
  plant(folder, (name) => name.replace(/~(\d+)~\d*~/, '~$1~1~'));
  expect(synthesize(folder, CHANGED).total).toMatch(/^nexus: 1 written/);
  expect(existsSync(join(folder, '.nexus/lock'))).toBe(false);
});

test.each([
  [
    'another host',
    (name: string) => name.replace(/~[\w.-]+~(\d*)~([0-9a-f]+)$/, '~build-7~$1~$2'),
    'on build-7, since',
  ],
  ['another container', (name: string) => name.replace(/~(\d*)~([0-9a-f]+)$/, '~1$1~$2'), `process ${process.pid} on`],
  ['something else', () => 'note.txt', '.nexus/lock contains "note.txt", which is not a lock. Delete .nexus/lock.'],
])('the lock of %s is respected', (_, change, part) => {
  const folder = synthesized();
  const name = plant(folder, change);
  const before = snapshot(folder);
  expect(messageOf(() => synthesize(folder, CHANGED))).toContain(part);
  expect(snapshot(folder)).toEqual(before);
  // WHEN it is deleted, as the message says
  rmSync(join(folder, '.nexus/lock', name));
  expect(synthesize(folder, CHANGED).total).toMatch(/^nexus: 1 written/);
});

test('problems that may come from another run are not reported as the description’s', () => {
  // GIVEN: a file of that run, which the manifest does not know yet
  const folder = synthesized();
  writeFileSync(join(folder, 'out/b.conf'), 'written by the other run');
  const lock = plant(folder, (name) => name.replace(/~[\w.-]+~(\d*)~([0-9a-f]+)$/, '~build-7~$1~$2'));
  expect(messageOf(() => synthesize(folder, { 'b.conf': ['x'] }))).toContain('another run is writing the output');
  // WHEN that run is over
  rmSync(join(folder, '.nexus/lock', lock));
  expect(messageOf(() => synthesize(folder, { 'b.conf': ['x'] }))).toContain('did not generate it');
});

test('a project that fails between plan and write keeps the lock from nobody', () => {
  // GIVEN
  const folder = synthesized();
  const project = newProject(folder);
  newPlatform({}, project).addDocument({ path: 'a.conf', kind: 'lines', syntax: 'hash', lines: ['never written'] });
  for (const component of project.components) component.preSynthesize();
  expect(readdirSync(join(folder, '.nexus/lock'))).toHaveLength(1);
  // WHEN the same process goes on
  expect(synthesize(folder, CHANGED).total).toMatch(/^nexus: 1 written/);
  expect(existsSync(join(folder, '.nexus/lock'))).toBe(false);
});

test('a process releases its lock when it exits', () => {
  const folder = temporaryFolder();
  const script = `import { lockOutput } from ${JSON.stringify(join(import.meta.dirname, '../../../src/synth/write/lock.ts'))};
    lockOutput(${JSON.stringify(folder)}); process.exitCode = 3;`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect([stderr, status]).toEqual(['', 3]);
  expect(readdirSync(join(folder, '.nexus'))).toEqual([]);
});

test('a lock that is released twice leaves that of the next run alone', () => {
  const folder = temporaryFolder();
  const first = lockOutput(folder);
  first();
  const second = lockOutput(folder);
  first();
  expect(readdirSync(join(folder, '.nexus/lock'))).toHaveLength(1);
  second();
  expect(existsSync(join(folder, '.nexus/lock'))).toBe(false);
});

test('a staging folder of another host is left alone for an hour', () => {
  // GIVEN
  const folder = synthesized();
  const name = (age: number) =>
    ownerName()
      .replace(/^\d+/, String(Date.now() - age))
      .replace(/~[\w.-]+~(\d*)~([0-9a-f]+)$/, '~build-7~$1~$2');
  const [recent, old] = [name(60_000), name(2 * 3_600_000)];
  for (const entry of [recent, old]) mkdirSync(join(folder, '.nexus/staging', entry), { recursive: true });
  // WHEN
  synthesize(folder, FILES);
  // THEN
  expect(readdirSync(join(folder, '.nexus/staging'))).toEqual([recent]);
});

test('an owner’s name says who it is', () => {
  const owner = parseOwner(ownerName());
  expect(owner).toMatchObject({ pid: process.pid });
  expect(owner?.host).toMatch(/^[\w.-]+$/);
  expect(parseOwner('7')).toBeUndefined();
});
