import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NexusPlatform, NexusService, Secret } from '../../../src/index.js';
import { newPlatform, newProject, readTree, temporaryFolder } from '../../support/project.js';
import { filesOf, snapshot, synthesize } from '../support/site.js';

const FILES = { 'a.conf': ['one'], 'deep/er/b.sh': ['true'] };

function select(tree: Record<string, string>, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith(prefix)));
}

test('the first run writes everything, and a manifest of it', () => {
  // GIVEN
  const folder = temporaryFolder();
  // WHEN
  const { total, warnings } = synthesize(folder, FILES);
  // THEN
  const written = filesOf(folder, 'out/');
  expect(written).toEqual(expect.arrayContaining(['out/a.conf', 'out/deep/er/b.sh', 'out/docker-compose.yml']));
  expect(total).toMatch(new RegExp(`^nexus: ${written.length} written, 0 unchanged, 0 removed, 0 warnings$`));
  expect(warnings).toEqual([]);
  const manifest = JSON.parse(readFileSync(join(folder, '.nexus/manifest.json'), 'utf8')) as { files: object };
  expect(Object.keys(manifest.files)).toEqual([...written].sort((a, b) => (a < b ? -1 : 1)));
  expect(filesOf(folder, '.nexus/')).toEqual(['.nexus/manifest.json']);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toMatch(/^\/\.nexus\/saved\/\n\/\.nexus\/staging\/$/m);
});

test('the second run touches nothing: not a byte, a time or an inode', () => {
  // GIVEN
  const folder = temporaryFolder();
  const first = synthesize(folder, FILES);
  const before = snapshot(folder);
  // WHEN
  const { total } = synthesize(folder, FILES);
  // THEN
  const after = snapshot(folder);
  expect(select(after, 'out')).toEqual(select(before, 'out'));
  expect(after['.nexus/manifest.json']).toBe(before['.nexus/manifest.json']);
  const count = /\d+/.exec(first.total)?.[0];
  expect(total).toBe(`nexus: 0 written, ${count} unchanged, 0 removed, 0 warnings`);
});

test('a change rewrites the file that it changes, and no other', () => {
  // GIVEN
  const folder = temporaryFolder();
  synthesize(folder, FILES);
  const before = snapshot(folder);
  // WHEN
  const { total } = synthesize(folder, { ...FILES, 'a.conf': ['two'] });
  // THEN
  const after = snapshot(folder);
  const changed = Object.keys(after).filter((path) => after[path] !== before[path] && existsSync(join(folder, path)));
  expect(changed.filter((path) => path.startsWith('out/'))).toEqual(['out/a.conf']);
  expect(readFileSync(join(folder, 'out/a.conf'), 'utf8')).toContain('\ntwo\n');
  expect(total).toMatch(/^nexus: 1 written/);
});

test('two runs in different folders give the same bytes, without the folder or the time in them', () => {
  // GIVEN
  const folders = [temporaryFolder(), temporaryFolder()];
  // WHEN
  const trees = folders.map((folder) => {
    synthesize(folder, FILES, {
      compose: (platform) => {
        const key = new Secret(platform, 'key');
        new NexusService(platform, 'crm', { port: 5004, image: 'crm:1', secrets: [key] });
      },
    });
    const tree = readTree(folder);
    return { ...select(tree, 'out/'), ...select(tree, '.nexus/') };
  });
  // THEN
  expect(trees[0]).toEqual(trees[1]);
  const all = JSON.stringify(trees[0]);
  for (const folder of folders) expect(all).not.toContain(folder);
  expect(all).not.toContain(process.cwd());
  expect(all).not.toMatch(/\b20\d\d-\d\d-\d\d\b|\d\d:\d\d:\d\d\b/);
  for (const [path, text] of Object.entries(trees[0] ?? {})) expect(`${path}: ${text}`).toMatch(/[^\r\n]\n$/);
});

test('one project may hold two platforms, each in its folder', () => {
  // GIVEN
  const folder = temporaryFolder();
  const run = (second: boolean) => {
    const project = newProject(folder);
    newPlatform({ outdir: 'one' }, project);
    if (second) new NexusPlatform(project, 'market', { outdir: 'two' });
    project.synth();
  };
  // WHEN
  run(true);
  // THEN
  expect(filesOf(folder, 'one/').map((path) => path.slice(4))).toEqual(
    filesOf(folder, 'two/').map((path) => path.slice(4)),
  );
  expect(readFileSync(join(folder, 'two/docker-compose.yml'), 'utf8')).toContain('name: market');
  // WHEN one of them goes
  run(false);
  // THEN
  expect(existsSync(join(folder, 'two'))).toBe(false);
  expect(existsSync(join(folder, 'one/docker-compose.yml'))).toBe(true);
});

test('when the output folder moves, the old one goes', () => {
  const folder = temporaryFolder();
  synthesize(folder, FILES, { outdir: 'old/place' });
  const { total } = synthesize(folder, FILES, { outdir: 'new' });
  expect(existsSync(join(folder, 'old'))).toBe(false);
  expect(filesOf(folder, 'new/')).toContain('new/deep/er/b.sh');
  expect(total).toMatch(/^nexus: (\d+) written, 0 unchanged, \1 removed/);
});
