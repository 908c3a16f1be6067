import { existsSync, mkdirSync, readFileSync, symlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MARKER } from '../../../src/model/marker.js';
import { checksum } from '../../../src/synth/write/manifest.js';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/project.js';
import { filesOf, snapshot, synthesize } from '../support/site.js';

const FILES = { 'a.conf': ['one'], 'deep/er/b.conf': ['x'], 'deep/c.conf': ['y'] };

function synthesized(): string {
  const folder = temporaryFolder();
  synthesize(folder, FILES);
  return folder;
}

describe('a file that nothing asks for any more', () => {
  test('is removed, with the folders that this leaves empty', () => {
    const folder = synthesized();
    synthesize(folder, { 'a.conf': ['one'], 'deep/c.conf': ['y'] });
    expect(existsSync(join(folder, 'out/deep/er'))).toBe(false);
    expect(existsSync(join(folder, 'out/deep/c.conf'))).toBe(true);
    const { total } = synthesize(folder, { 'a.conf': ['one'] });
    expect(existsSync(join(folder, 'out/deep'))).toBe(false);
    expect(total).toContain('1 removed');
    expect(readFileSync(join(folder, '.nexus/manifest.json'), 'utf8')).not.toContain('deep');
  });

  test('is saved first, where it was changed by hand', () => {
    // GIVEN
    const folder = synthesized();
    const mine = `# ${MARKER}\nmine\n`;
    writeFileSync(join(folder, 'out/deep/c.conf'), mine);
    // WHEN
    const { warnings } = synthesize(folder, { 'a.conf': ['one'] });
    // THEN
    const [copy = ''] = filesOf(folder, '.nexus/saved/');
    expect(readFileSync(join(folder, copy), 'utf8')).toBe(mine);
    expect(warnings).toEqual([`out/deep/c.conf had been changed by hand or by a merge; that version is now ${copy}`]);
    expect(existsSync(join(folder, 'out/deep/c.conf'))).toBe(false);
  });

  test('stays, where its content does not say that it is generated', () => {
    const folder = synthesized();
    writeFileSync(join(folder, 'out/deep/c.conf'), 'mine');
    const { warnings } = synthesize(folder, { 'a.conf': ['one'] });
    expect(readFileSync(join(folder, 'out/deep/c.conf'), 'utf8')).toBe('mine');
    expect(warnings).toEqual([
      'out/deep/c.conf is no longer generated. It was not removed: it lacks the marker of generated files',
    ]);
  });

  test('may be gone already', () => {
    const folder = synthesized();
    rmSync(join(folder, 'out/deep'), { recursive: true });
    expect(synthesize(folder, { 'a.conf': ['one'] }).total).toContain('0 removed');
  });

  test('is never removed through a symbolic link', () => {
    // GIVEN: the folder has become a link to elsewhere
    const folder = synthesized();
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, 'c.conf'), 'theirs');
    rmSync(join(folder, 'out/deep'), { recursive: true });
    symlinkSync(elsewhere, join(folder, 'out/deep'));
    // WHEN
    synthesize(folder, { 'a.conf': ['one'] });
    // THEN
    expect(readFileSync(join(elsewhere, 'c.conf'), 'utf8')).toBe('theirs');
  });
});

describe('a manifest is not trusted', () => {
  const bad = (files: unknown, version: unknown = 1) => JSON.stringify({ version, files });
  const sum = checksum('theirs');

  test.each([
    ['garbage', 'not { json'],
    ['nothing', ''],
    ['merge marks', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n'],
    ['null', 'null'],
    ['another version', bad({ 'out/a.conf': 'x' }, 2)],
    ['no files', JSON.stringify({ version: 1 })],
    ['files that are text', bad('out/a.conf')],
    ['a checksum that is none', bad({ 'out/a.conf': 5 })],
    ['a path that climbs', bad({ '../victim.txt': sum })],
    ['a path that climbs late', bad({ 'out/../../victim.txt': sum })],
    ['an absolute path', bad({ '/etc/hostname': sum })],
    ['a path with a backslash', bad({ '..\\victim.txt': sum })],
    ['a path with a NUL', bad({ 'out/a\0': sum })],
  ])('with %s: it is said, made anew, and nothing is removed', (_, text) => {
    // GIVEN
    const parent = temporaryFolder();
    const folder = join(parent, 'project');
    mkdirSync(folder);
    synthesize(folder, FILES);
    writeFileSync(join(parent, 'victim.txt'), 'theirs');
    const right = readFileSync(join(folder, '.nexus/manifest.json'), 'utf8');
    const before = snapshot(join(folder, 'out'));
    writeFileSync(join(folder, '.nexus/manifest.json'), text);
    // WHEN
    const { warnings } = synthesize(folder, FILES);
    // THEN
    expect(warnings).toEqual([
      expect.stringMatching(/^\.nexus\/manifest\.json is unreadable \(.+\)\. It has been rebuilt from this run$/),
    ]);
    expect(warnings[0]).not.toContain('\n');
    expect(snapshot(join(folder, 'out'))).toEqual(before);
    expect(readFileSync(join(parent, 'victim.txt'), 'utf8')).toBe('theirs');
    expect(readFileSync(join(folder, '.nexus/manifest.json'), 'utf8')).toBe(right);
  });

  test('that is lost is made anew without a word; a file that differs is saved', () => {
    const folder = synthesized();
    rmSync(join(folder, '.nexus'), { recursive: true });
    writeFileSync(join(folder, 'out/a.conf'), `# ${MARKER}\nmine`);
    const { warnings } = synthesize(folder, FILES);
    expect(warnings).toEqual([expect.stringContaining('out/a.conf had been changed by hand')]);
  });

  test.each(['', 'f'.repeat(64)])('a file of the project that it names without reason stays (checksum "%s")', (sum) => {
    // GIVEN: whoever wrote the manifest may have written the right checksum
    const folder = synthesized();
    const file = join(folder, '.nexus/manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { files: Record<string, string> };
    manifest.files['src/mine.ts'] = sum || checksum('mine');
    writeFileSync(file, JSON.stringify(manifest));
    mkdirSync(dirname(join(folder, 'src/mine.ts')));
    writeFileSync(join(folder, 'src/mine.ts'), 'mine');
    // WHEN
    synthesize(folder, FILES);
    // THEN
    expect(readFileSync(join(folder, 'src/mine.ts'), 'utf8')).toBe('mine');
  });
});
