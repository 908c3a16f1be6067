import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../../src/synth/write/manifest.js';
import { temporaryFolder } from '../../support/project.js';
import { filesOf, MODEL, type SiteFiles, synthesize } from '../support/site.js';

const MANIFEST = '.nexus/manifest.json';
/** Long enough that git does not take one file for another that was renamed. */
const text = (word: string) => Array.from({ length: 20 }, (_, i) => `${word} ${i}`);
const BASE: SiteFiles = { 'a.conf': text('base'), 'm.conf': text('base'), 'z.conf': text('base') };
const LEFT: SiteFiles = {
  'a.conf': text('left'),
  'm.conf': text('base'),
  'n-left.conf': text('nl'),
  'zz-left.conf': text('zl'),
};
const RIGHT: SiteFiles = {
  'a.conf': text('right'),
  'm.conf': text('base'),
  'n-right.conf': text('nr'),
  'zz-right.conf': text('zr'),
};

function git(folder: string, ...args: string[]): { readonly status: number | null; readonly text: string } {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'core.autocrlf=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

function commit(folder: string, files: SiteFiles): void {
  synthesize(folder, files);
  for (const args of [
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'x'],
  ])
    expect(git(folder, ...args)).toMatchObject({ status: 0 });
}

/** Two branches that change, add and remove files, merged; `attributes` come before those of the repository. */
function merged(attributes = '', style = 'merge'): { folder: string; conflicts: string[] } {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet', '--initial-branch=base');
  git(folder, 'config', 'merge.conflictStyle', style);
  mkdirSync(join(folder, '.git/info'), { recursive: true });
  writeFileSync(join(folder, '.git/info/attributes'), attributes);
  commit(folder, BASE);
  git(folder, 'checkout', '--quiet', '-b', 'right');
  commit(folder, RIGHT);
  git(folder, 'checkout', '--quiet', '-b', 'left', 'base');
  commit(folder, LEFT);
  git(folder, 'merge', '--quiet', '--no-edit', 'right');
  const conflicts = execFileSync('git', ['diff', '--name-only', '--diff-filter=U'], { cwd: folder, encoding: 'utf8' });
  return { folder, conflicts: conflicts.split('\n').filter((path) => path !== '') };
}

describe('a merge of two branches', () => {
  test('merges the manifest without conflict, and knows the files of both', () => {
    // WHEN
    const { folder, conflicts } = merged();
    // THEN
    expect(conflicts).toEqual([MODEL, 'out/a.conf']);
    expect(Object.keys(readManifest(folder))).toEqual(['files', 'text']); // neither a warning nor a conflict
    const { files } = readManifest(folder);
    for (const path of ['out/n-left.conf', 'out/n-right.conf', 'out/zz-left.conf', 'out/zz-right.conf'])
      expect([path, files.get(path)?.length]).toEqual([path, 1]);
    expect(files.get('out/a.conf')).toHaveLength(2);
  });

  test.each(['ours', 'theirs'])('takes neither version of a file for a change by hand: %s', (side) => {
    // GIVEN
    const { folder } = merged();
    git(folder, 'checkout', `--${side}`, MODEL, 'out/a.conf');
    // WHEN
    const { warnings } = synthesize(folder, { ...LEFT, ...RIGHT, 'a.conf': text('both') });
    // THEN
    expect(warnings).toEqual([]);
    expect(filesOf(folder, 'out/')).toContain('out/n-left.conf');
    // and the manifest is as if there had been no merge
    const other = temporaryFolder();
    synthesize(other, { ...LEFT, ...RIGHT, 'a.conf': text('both') });
    expect(readFileSync(join(folder, MANIFEST), 'utf8')).toBe(readFileSync(join(other, MANIFEST), 'utf8'));
  });

  test.each(['merge', 'diff3', 'zdiff3'])(
    'with conflict markers of style %s in the manifest: no orphan stays',
    (style) => {
      // GIVEN: a repository that does not have the attribute yet
      const { folder, conflicts } = merged(`/${MANIFEST} merge=text\n`, style);
      expect(conflicts).toEqual([MANIFEST, MODEL, 'out/a.conf']);
      expect(readFileSync(join(folder, MANIFEST), 'utf8')).toMatch(/^<<<<<<< /m);
      git(folder, 'checkout', '--ours', MODEL, 'out/a.conf');
      // WHEN the description is that of one side, changed
      const { warnings } = synthesize(folder, { ...RIGHT, 'n-right.conf': text('y') });
      // THEN
      expect(warnings).toEqual([
        '.nexus/manifest.json contained a merge conflict. The entries of both sides were used',
      ]);
      expect(filesOf(folder, 'out/').filter((path) => path.includes('left'))).toEqual([]);
      expect(readFileSync(join(folder, MANIFEST), 'utf8')).not.toMatch(/left|<<<|>>>/);
      expect(synthesize(folder, { ...RIGHT, 'n-right.conf': text('y') }).warnings).toEqual([]);
    },
  );

  test('a conflict of two first runs is read too', () => {
    // GIVEN
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    synthesize(one, LEFT);
    synthesize(two, RIGHT);
    const texts = [one, two].map((folder) => readFileSync(join(folder, MANIFEST), 'utf8'));
    writeFileSync(join(one, MANIFEST), `<<<<<<< HEAD\r\n${texts[0]}=======\n${texts[1]}>>>>>>> 1234abc (subject)\n`);
    // WHEN
    synthesize(one, RIGHT);
    // THEN
    expect(filesOf(one, 'out/').filter((path) => path.includes('left'))).toEqual([]);
  });
});

describe('a manifest that is of no use', () => {
  test.each([
    ['unreadable', (file: string) => writeFileSync(file, 'garbage'), 1],
    ['lost', (file: string) => rmSync(file), 0],
  ])('%s: the generated files that it would have known are named, and stay', (_, harm, more) => {
    // GIVEN
    const folder = temporaryFolder();
    synthesize(folder, LEFT);
    harm(join(folder, MANIFEST));
    writeFileSync(join(folder, 'out/mine.conf'), 'mine');
    mkdirSync(join(folder, 'out/node_modules/x'), { recursive: true });
    writeFileSync(join(folder, 'out/node_modules/x/n.conf'), readFileSync(join(folder, 'out/a.conf')));
    // WHEN
    const { warnings } = synthesize(folder, { 'a.conf': text('left'), 'm.conf': text('base') });
    // THEN
    expect(warnings.slice(more)).toEqual([
      // It lists the files, and so differs.
      expect.stringMatching(/^\.nexus\/shop\.model\.json had been changed by hand or by a merge; that version is now /),
      ...['out/n-left.conf', 'out/zz-left.conf'].map(
        (path) => `${path} was generated by an earlier run, but not by this one. Delete it if unused`,
      ),
    ]);
    expect(warnings.slice(0, more)).toEqual(
      [
        expect.stringMatching(/^\.nexus\/manifest\.json is unreadable \(.+\)\. It has been rebuilt from this run$/),
      ].slice(0, more),
    );
    expect(existsSync(join(folder, 'out/n-left.conf'))).toBe(true);
  });

  test('nothing is searched for where the manifest is good', () => {
    const folder = temporaryFolder();
    synthesize(folder, LEFT);
    writeFileSync(join(folder, 'out/copy.conf'), readFileSync(join(folder, 'out/a.conf')));
    expect(synthesize(folder, LEFT).warnings).toEqual([]);
  });
});
