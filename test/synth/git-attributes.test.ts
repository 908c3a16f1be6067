import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Secret, NexusService } from '../../src/index.js';
import { newPlatform, newProject, readTree, render, temporaryFolder } from '../support/project.js';

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    cwd,
    stdio: 'pipe',
  }).toString();

/** A clone on a machine whose Git writes carriage returns. */
function windowsClone(of: string): string {
  const folder = temporaryFolder();
  git(of, 'init', '--quiet');
  git(of, 'add', '--all');
  git(of, 'commit', '--quiet', '--message', 'x');
  git(folder, 'clone', '--quiet', '--config', 'core.autocrlf=true', of, 'clone');
  return join(folder, 'clone');
}

/** The output of a platform, laid over a repository with files of its own. */
function output(...paths: string[]): string {
  const project = newProject();
  const platform = newPlatform({}, project);
  const secrets = [new Secret(platform, 'key')];
  new NexusService(platform, 'crm', { port: 4000, image: 'example/crm:1', secrets }).acknowledge(
    'service-image-digest',
    'Built by others.',
  );
  for (const path of paths) platform.addDocument({ path, kind: 'lines', syntax: 'hash', lines: ['x'] });
  project.synth();
  const folder = temporaryFolder();
  cpSync(join(project.outdir, 'out'), folder, { recursive: true });
  return folder;
}

test('a checkout by a Git that writes carriage returns leaves what is generated as it is, and other files as it likes', () => {
  const names = ['a b/c.conf', 'a[1]*?.conf', '#x', '!y', 'quoted".conf'];
  const folder = output(...names);
  writeFileSync(join(folder, 'theirs.txt'), 'one\ntwo\n');
  const before = readTree(folder);
  const clone = windowsClone(folder);
  // Git tells the attributes, whatever characters a name has.
  for (const path of Object.keys(before).filter((name) => name !== 'theirs.txt')) {
    expect(git(clone, 'check-attr', '-z', 'eol', '--', path), path).toBe(`${path}\0eol\0lf\0`);
    if (path !== 'secrets/.gitignore') expect(readFileSync(join(clone, path), 'utf8'), path).toBe(before[path]);
  }
  expect(Object.keys(before)).toContain('nexus-audit.yml');
  expect(readFileSync(join(clone, 'theirs.txt'), 'utf8')).toBe('one\r\ntwo\r\n');
  const made = spawnSync('bash', [join(clone, 'scripts/secrets-init.sh')], { encoding: 'utf8' });
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(join(clone, 'secrets/key'))).toBe(true);
});

test('a line for each kind of file, sorted, none of which speaks for a folder', () => {
  const platform = newPlatform();
  new NexusService(platform, 'crm', { port: 4000, image: 'example/crm:1' });
  expect(render(platform)['.gitattributes']?.split('\n').slice(1)).toEqual([
    '# A carriage return in a script would be part of its commands.',
    '*.sh text eol=lf',
    '*.yml text eol=lf',
    '.env.example text eol=lf',
    '.gitattributes text eol=lf',
    '.gitignore text eol=lf',
    '',
  ]);
});
