import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { NexusPlatform } from '../../../src/index.js';
import { newProject, temporaryFolder } from '../../support/project.js';
import { filesOf, synthesize } from '../support/site.js';

/** A project whose output has moved from `out` to `deploy`, with these files of the user in `out/`. */
function moved(files: Readonly<Record<string, string>>): { folder: string; warnings: string[] } {
  const folder = temporaryFolder();
  synthesize(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, 'out', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'out', path), text);
  }
  const { warnings } = synthesize(folder, {}, { outdir: 'deploy' });
  return { folder, warnings };
}

test('an ignore file outlives the secrets that it keeps out of git, until they are gone', () => {
  // WHEN
  const { folder, warnings } = moved({ 'secrets/jwt_secret': 's3cret', 'secrets/tls/key': 'pem' });
  // THEN
  const expected =
    'out/secrets/.gitignore is no longer generated. It was not removed: git could commit out/secrets/jwt_secret, out/secrets/tls/key without it. Move them to deploy/secrets/ or delete them, and run again';
  expect(warnings).toEqual([expected]);
  expect(filesOf(folder, 'out/')).toEqual(['out/secrets/.gitignore', 'out/secrets/jwt_secret', 'out/secrets/tls/key']);
  expect(readFileSync(join(folder, 'out/secrets/.gitignore'), 'utf8')).toContain('\n*\n');
  // WHEN nothing has been done about it
  const again = synthesize(folder, {}, { outdir: 'deploy' });
  expect(again.warnings).toEqual([expected]);
  expect(again.total).toMatch(/^nexus: 0 written, \d+ unchanged, 0 removed, 1 warning$/);
  // WHEN the secrets have been moved
  rmSync(join(folder, 'out/secrets/tls'), { recursive: true });
  rmSync(join(folder, 'out/secrets/jwt_secret'));
  const last = synthesize(folder, {}, { outdir: 'deploy' });
  // THEN
  expect(last.warnings).toEqual([]);
  expect(last.total).toContain('1 removed');
  expect(existsSync(join(folder, 'out'))).toBe(false);
  expect(readFileSync(join(folder, '.nexus/manifest.json'), 'utf8')).not.toContain('"out/');
});

test('of many files the first three are named', () => {
  const { warnings } = moved({ 'secrets/a': '', 'secrets/b': '', 'secrets/c': '', 'secrets/d': '', 'secrets/e': '' });
  expect(warnings[0]).toContain('git could commit out/secrets/a, out/secrets/b, out/secrets/c and others without it.');
});

test('other files of the folder do not keep it: those beside the folder, and those that are generated', () => {
  const folder = temporaryFolder();
  synthesize(folder, { 'x/.gitignore': ['*'], 'x/old.conf': ['y'], 'x/new.conf': ['y'] });
  writeFileSync(join(folder, 'out/mine'), 'x');
  const { warnings, total } = synthesize(folder, { 'x/new.conf': ['y'] });
  expect(warnings).toEqual([]);
  expect(total).toContain('2 removed');
});

test('any other ignore file stays likewise, and no folder is named that does not take its place', () => {
  const folder = temporaryFolder();
  synthesize(folder, { 'data/.gitignore': ['*.key'], 'data/a.conf': ['y'] });
  writeFileSync(join(folder, 'out/data/node.key'), 'x');
  const { warnings, total } = synthesize(folder);
  expect(warnings).toEqual([
    expect.stringContaining('out/data/node.key without it. Move or delete them, and run again'),
  ]);
  expect(total).toContain('1 removed');
  // WHEN it is generated again
  expect(synthesize(folder, { 'data/.gitignore': ['*.pem'] }).warnings).toEqual([]);
  expect(readFileSync(join(folder, 'out/data/.gitignore'), 'utf8')).toContain('*.pem');
});

/** The ignore file of a folder with a secret in it, and what is said of it. */
function secretIn(folder: string, outdir: string): void {
  writeFileSync(join(folder, outdir, 'secrets/jwt_secret'), 's3cret');
}

/** Platforms of one project, by the folder of their output. */
function platforms(folder: string, names: Readonly<Record<string, string>>): string[] {
  const project = newProject(folder);
  for (const [outdir, name] of Object.entries(names)) new NexusPlatform(project, name, { outdir });
  const warn = vi.spyOn(project.logger, 'warn');
  project.synth();
  return warn.mock.calls.map((args) => args.join(' '));
}

test('a platform that is renamed keeps the ignore file of its folder', () => {
  const folder = temporaryFolder();
  platforms(folder, { out: 'shop' });
  secretIn(folder, 'out');
  expect(platforms(folder, { out: 'store' })).toEqual([]);
  expect(readFileSync(join(folder, 'out/secrets/.gitignore'), 'utf8')).toContain('\n*\n');
});

test('of several platforms each has its own: one that moves, one that goes, one that stays', () => {
  const folder = temporaryFolder();
  platforms(folder, { a: 'shop', b: 'store', c: 'site' });
  for (const outdir of ['a', 'b', 'c']) secretIn(folder, outdir);
  // WHEN
  const warnings = platforms(folder, { moved: 'shop', c: 'site' });
  // THEN: which of two folders takes the place is not guessed
  expect(warnings).toEqual([
    expect.stringContaining(
      'a/secrets/.gitignore is no longer generated. It was not removed: git could commit a/secrets/jwt_secret',
    ),
    expect.stringContaining(
      'b/secrets/.gitignore is no longer generated. It was not removed: git could commit b/secrets/jwt_secret',
    ),
  ]);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet');
  git('add', '--all');
  expect(
    git('ls-files')
      .split('\n')
      .filter((path) => path.endsWith('jwt_secret')),
  ).toEqual([]);
});
