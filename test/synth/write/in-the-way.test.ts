import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { messageOf, modeOf, temporaryFolder } from '../../support/project.js';
import { snapshot, synthesize } from '../support/site.js';

const FILES = { 'a.conf': ['one'], 'deep/er/b.conf': ['x'] };

/** A project, and a change of it that must not succeed: message, with proof that nothing at all was written. */
function refused(folder: string, compose?: Parameters<typeof synthesize>[2]): string {
  const before = snapshot(folder);
  const message = messageOf(() => synthesize(folder, { ...FILES, 'new/c.conf': ['z'] }, compose));
  expect(snapshot(folder)).toEqual(before);
  return message;
}

describe('what is in the way is named, and nothing is written', () => {
  test('a file in the way of a folder', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out/deep'), 'mine');
    expect(refused(folder)).toMatch(
      /^1 problem, nothing was written:\n {2}- \[shop\] out\/deep must be a folder, but a file of that name is in the way\. Move it away\. \(test\//,
    );
  });

  test('a file in the way of the output folder itself', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'build'), 'mine');
    const message = refused(folder, { outdir: 'build/out' });
    expect(message).toContain('build must be a folder, but a file of that name is in the way');
    expect(message).toMatch(/^1 problem,/);
  });

  test('a folder in the way of a file', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out/a.conf/x'), { recursive: true });
    expect(refused(folder)).toContain(
      '[shop] out/a.conf must be a file, but a folder of that name is in the way. Move it away',
    );
  });

  test('a symbolic link in the way of a folder, wherever it leads', () => {
    for (const make of [temporaryFolder, () => '/nowhere', () => '.']) {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'out'));
      symlinkSync(make(), join(folder, 'out/deep'));
      expect(refused(folder)).toContain(
        'out/deep is a symbolic link: writing through it would change files elsewhere. Remove the link',
      );
    }
  });

  test('a link in the way of the output folder', () => {
    const folder = temporaryFolder();
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, join(folder, 'out'));
    expect(refused(folder)).toContain('out is a symbolic link');
    expect(Object.keys(snapshot(elsewhere))).toEqual([]);
  });

  test.each(['.nexus', '.nexus/saved', '.nexus/staging', '.nexus/lock'])(
    'a link in the way of our own folder %s',
    (path) => {
      // GIVEN
      const folder = temporaryFolder();
      const elsewhere = temporaryFolder();
      mkdirSync(join(elsewhere, 'staging'));
      writeFileSync(join(elsewhere, 'staging/theirs'), 'x');
      mkdirSync(join(folder, path, '..'), { recursive: true });
      symlinkSync(elsewhere, join(folder, path));
      // THEN
      expect(refused(folder)).toContain(`${path} is a symbolic link`);
      expect(existsSync(join(elsewhere, 'staging/theirs'))).toBe(true);
    },
  );

  test('a file in the way of our own folder, and a folder in the way of the manifest', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.nexus'), 'mine');
    expect(refused(folder)).toContain('.nexus must be a folder');
    rmSync(join(folder, '.nexus'));
    mkdirSync(join(folder, '.nexus/manifest.json'), { recursive: true });
    expect(refused(folder)).toContain('.nexus/manifest.json must be a file, but a folder');
  });
});

describe('several problems', () => {
  test('are reported at once: of every file, and of every kind', () => {
    // GIVEN
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out/a.conf'), { recursive: true });
    writeFileSync(join(folder, 'out/deep'), 'mine');
    symlinkSync('/nowhere', join(folder, 'out/new'));
    // THEN
    const message = refused(folder);
    expect(message).toMatch(/^3 problems, nothing was written:/);
    for (const part of ['out/a.conf must be a file', 'out/deep must be a folder', 'out/new is a symbolic link'])
      expect(message).toContain(part);
  });

  test('of rendering: overrides, schema, templates and scripts', () => {
    const folder = temporaryFolder();
    synthesize(folder, FILES);
    const message = refused(folder, {
      compose: (platform) => {
        platform.compose.addOverride('services.nothing.user', 'x');
        platform.compose.addOverride('name', 5);
        platform.addDocument({ path: 't', kind: 'template', syntax: 'hash', template: 'none.hbs', view: {} });
        platform.addDocument({ path: 'a.conf', kind: 'lines', syntax: 'hash', lines: [] });
        platform.addDocument({ path: 'DEEP/er/B.conf', kind: 'lines', syntax: 'hash', lines: [] });
      },
    });
    for (const part of [
      'there is no "nothing" under services',
      'name: must be string',
      'there is no template "none.hbs"',
      'out/a.conf is written twice',
    ])
      expect(message).toContain(part);
    expect(message).toMatch(/out\/deep\/er\/b\.conf is written twice/i);
    expect(message).toMatch(/^5 problems/);
  });

  test('a script that a shell can not read is not written', () => {
    const folder = temporaryFolder();
    const message = refused(folder, {
      compose: (platform) =>
        platform.addDocument({ path: 'x.sh', kind: 'lines', syntax: 'hash', lines: ['if true; then'] }),
    });
    expect(message).toMatch(/\[shop\] out\/x\.sh would not be valid: .*[Ss]yntax error/);
  });
});

describe('a symbolic link in the place of a file', () => {
  test('is replaced by the file; what it leads to stays as it is', () => {
    for (const same of [true, false]) {
      // GIVEN
      const folder = temporaryFolder();
      synthesize(folder, FILES);
      const elsewhere = join(temporaryFolder(), 'theirs');
      writeFileSync(elsewhere, same ? readFileSync(join(folder, 'out/a.conf')) : 'theirs');
      chmodSync(elsewhere, 0o600);
      rmSync(join(folder, 'out/a.conf'));
      symlinkSync(elsewhere, join(folder, 'out/a.conf'));
      const before = readFileSync(elsewhere);
      // WHEN
      synthesize(folder, FILES);
      // THEN
      expect(lstatSync(join(folder, 'out/a.conf')).isFile()).toBe(true);
      expect(readFileSync(elsewhere).equals(before)).toBe(true);
      expect(modeOf(elsewhere)).toBe('600');
      expect(statSync(join(folder, 'out/a.conf')).nlink).toBe(1);
    }
  });
});
