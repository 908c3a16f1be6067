import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { MARKER } from '../../../src/model/marker.js';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SourceLocation } from '../../../src/model/source-location.js';
import type { RenderedFile } from '../../../src/synth/index.js';
import { commitWrites, planWrites, readManifest } from '../../../src/synth/index.js';
import { messageOf, modeOf, readTree, temporaryFolder } from '../../support/project.js';
import { snapshot } from '../support/site.js';

/** Which call fails, and how. */
const disk = vi.hoisted(() => ({ fails: (_call: string, _path: string): string | undefined => undefined }));

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const names = ['writeFileSync', 'renameSync', 'accessSync', 'readFileSync', 'copyFileSync'] as const;
  const guarded = (call: (typeof names)[number]) => [
    call,
    (...args: [string, string]) => {
      const code = disk.fails(call, args[0]);
      if (code) throw Object.assign(new Error(`${code}: the disk refuses, '${args[0]}'`), { code });
      return (fs[call] as (...args: [string, string]) => unknown)(...args);
    },
  ];
  return { ...fs, ...(Object.fromEntries(names.map(guarded)) as object) };
});

afterEach(() => {
  disk.fails = () => undefined;
});

const origin = { path: 'shop', location: SourceLocation.capture() };
const file = (path: string, content: string, executable = false): RenderedFile => ({
  path,
  content,
  executable,
  origin,
});
const FILES = [file('out/a', 'a\n'), file('out/deep/b', `# ${MARKER}\n`, true), file('out/c', 'c\n')];

function write(root: string, files: readonly RenderedFile[]): ReadonlyMap<string, string> {
  return commitWrites(root, planWrites(root, files, readManifest(root).files)).saved;
}

test('a full disk leaves everything as it was, and no staging folder', () => {
  // GIVEN
  const root = temporaryFolder();
  write(root, [file('out/a', 'old\n')]);
  const before = snapshot(root);
  let written = 0;
  disk.fails = (call, path) =>
    call === 'writeFileSync' && path.includes('staging') && ++written === 3 ? 'ENOSPC' : undefined;
  // WHEN
  const message = messageOf(() => write(root, FILES));
  // THEN
  expect(message).toMatch(
    /^the output can't be written: ENOSPC.* Check the permissions of the folder and the space on the disk, and run again\. \(test\//,
  );
  const after = snapshot(root);
  delete before['.nexus'];
  delete after['.nexus']; // its time has changed
  expect(after).toEqual(before);
});

test("a run after a crash finds the rest of the work, and takes what was left behind for no one's", () => {
  // GIVEN: the third rename fails
  const root = temporaryFolder();
  let renamed = 0;
  disk.fails = (call) => (call === 'renameSync' && ++renamed === 3 ? 'EIO' : undefined);
  expect(messageOf(() => write(root, FILES))).toContain('EIO');
  expect(existsSync(join(root, '.nexus/staging'))).toBe(false);
  // WHEN
  disk.fails = () => undefined;
  const saved = write(root, FILES);
  // THEN
  expect(saved.size).toBe(0);
  expect(Object.keys(readTree(root)).sort()).toEqual(['.nexus/manifest.json', 'out/a', 'out/c', 'out/deep/b']);
});

test('a staging folder that a crash has left is removed', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, '.nexus/staging'), { recursive: true });
  writeFileSync(join(root, '.nexus/staging/7'), 'half');
  write(root, FILES);
  expect(existsSync(join(root, '.nexus/staging'))).toBe(false);
  expect(readTree(root)).toMatchObject({ 'out/a': 'a\n', 'out/deep/b': `# ${MARKER}\n`, 'out/c': 'c\n' });
});

describe('a run that is interrupted at any rename', () => {
  /** Files without marker as well: only the manifest can tell that they are ours. */
  const version = (n: number) => [
    ...Array.from({ length: 3 }, (_, i) => file(`out/${i}.json`, `{ "version": ${n} }\n`)),
    file('out/shared.conf', `# ${MARKER}\nversion ${n}\n`),
    file(`out/only-${n}.conf`, `# ${MARKER}\nversion ${n}\n`),
  ];

  test('leaves nothing that the next one, of another description, takes for somebody else’s', () => {
    let interrupted = 0;
    for (const first of [[], version(1)]) {
      for (let at = 1; at < 20; at++) {
        // GIVEN
        const root = temporaryFolder();
        if (first.length > 0) write(root, first);
        let renamed = 0;
        disk.fails = (call, path) =>
          call === 'renameSync' && !path.endsWith('/lock') && ++renamed >= at ? 'EIO' : undefined;
        try {
          write(root, version(2));
        } catch {
          interrupted++;
        }
        disk.fails = () => undefined;
        // WHEN
        const plan = planWrites(root, version(3), readManifest(root).files);
        // THEN
        expect([at, plan.problems, plan.handEdited, plan.abandoned]).toEqual([at, [], [], []]);
        commitWrites(root, plan);
        expect(Object.keys(readTree(root)).sort()).toEqual(
          ['.nexus/manifest.json', ...version(3).map(({ path }) => path)].sort(),
        );
      }
    }
    // The manifest, five files, the manifest; as often again for the run that changes.
    expect(interrupted).toBe(6 + 7);
  });

  test('nor half a manifest: a disk that is full when it is written changes nothing', () => {
    const root = temporaryFolder();
    write(root, version(1));
    const before = readTree(root);
    disk.fails = (call, path) =>
      call === 'writeFileSync' && /\/(journal|manifest)$/.test(path) ? 'ENOSPC' : undefined;
    expect(messageOf(() => write(root, version(2)))).toContain('ENOSPC');
    expect(readTree(root)).toEqual(before);
  });
});

test('a file that changes between plan and write is not replaced', () => {
  // GIVEN
  const root = temporaryFolder();
  write(root, FILES);
  const plan = planWrites(root, [file('out/a', 'new\n'), file('out/c', 'new\n')], readManifest(root).files);
  // WHEN an editor saves it now
  writeFileSync(join(root, 'out/c'), 'mine');
  const message = messageOf(() => commitWrites(root, plan));
  // THEN
  expect(message).toMatch(/^out\/c has changed since this run looked at it\. Run again\./);
  expect(readTree(root)).toMatchObject({ 'out/a': 'a\n', 'out/c': 'mine' });
  expect(existsSync(join(root, '.nexus/lock'))).toBe(false);
});

describe('what can’t be read', () => {
  const denied = (end: string) => (call: string, path: string) =>
    call === 'readFileSync' && path.endsWith(end) ? 'EACCES' : undefined;

  test('is not replaced: its content could not be kept', () => {
    const root = temporaryFolder();
    write(root, [file('out/a', 'old\n')]);
    disk.fails = denied('out/a');
    expect(planWrites(root, FILES, readManifest(root).files).problems).toEqual([
      expect.stringMatching(
        /^\[shop\] out\/a can't be read, so its content could not be kept: EACCES: .*\. Check its permissions\./,
      ),
    ]);
  });

  test('is not removed either', () => {
    const root = temporaryFolder();
    write(root, [file('out/old', `# ${MARKER}\n`)]);
    disk.fails = denied('out/old');
    expect(planWrites(root, FILES, readManifest(root).files).problems).toEqual([
      expect.stringContaining("can't be read"),
    ]);
  });

  test('is not taken for missing, if it is the manifest', () => {
    const root = temporaryFolder();
    write(root, FILES);
    disk.fails = denied('manifest.json');
    expect(messageOf(() => readManifest(root))).toMatch(
      /^\.nexus\/manifest\.json can't be read: EACCES: .*\. Check its permissions\./,
    );
  });
});

test('an output folder on another file system that is full is left without halves', () => {
  const root = temporaryFolder();
  write(root, [file('out/a', 'old\n')]);
  disk.fails = (call, path) =>
    call === 'renameSync' && /staging\/.*\/\d+$/.test(path) ? 'EXDEV' : call === 'copyFileSync' ? 'ENOSPC' : undefined;
  expect(messageOf(() => write(root, FILES))).toContain('ENOSPC');
  expect(readTree(join(root, 'out'))).toEqual({ a: 'old\n' });
});

test('an output folder on another file system is written by a copy beside the file', () => {
  // GIVEN
  const root = temporaryFolder();
  disk.fails = (call, path) => (call === 'renameSync' && /staging\/.*\/\d+$/.test(path) ? 'EXDEV' : undefined);
  // WHEN
  write(root, FILES);
  // THEN
  expect(Object.keys(readTree(join(root, 'out'))).sort()).toEqual(['a', 'c', 'deep/b']);
  expect(modeOf(join(root, 'out/deep/b'))).toBe('755');
});

test('a folder on a read-only mount is found out before the first change', () => {
  // GIVEN: the first files could be written, the ones in out/deep could not
  const root = temporaryFolder();
  mkdirSync(join(root, 'out/deep'), { recursive: true });
  disk.fails = (call, path) => (call === 'accessSync' && path === join(root, 'out/deep') ? 'EROFS' : undefined);
  // WHEN
  const plan = planWrites(root, FILES, new Map());
  // THEN
  expect(plan.problems).toEqual([
    expect.stringMatching(
      /^folder out\/deep can't be written to\. Check its permissions and its mount\. \(test\/synth\/write\/commit\.test\.ts:\d+\)$/,
    ),
  ]);
  // WHEN there is nothing to write into it
  expect(planWrites(root, [file('out/a', 'a\n')], new Map()).problems).toEqual([]);
});

test('a plan is made without touching the disk', () => {
  // GIVEN
  const root = temporaryFolder();
  write(root, FILES);
  writeFileSync(join(root, 'out/a'), 'mine');
  const before = snapshot(root);
  // WHEN
  const plan = planWrites(root, [file('out/a', 'new\n'), file('out/c', 'c\n')], readManifest(root).files);
  // THEN
  expect(snapshot(root)).toEqual(before);
  expect(plan).toMatchObject({ orphans: ['out/deep/b'], handEdited: ['out/a'], unchanged: ['out/c'], problems: [] });
  expect(plan.writes.map(({ path }) => path)).toEqual(['out/a']);
});
