import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { newPlatform, newProject, temporaryFolder } from '../support/project.js';

/** Twelve files, then none of them: what a run says, by level. */
function run(folder: string, paths: readonly string[]): { info: string[]; warn: string[] } {
  const project = newProject(folder);
  const platform = newPlatform({}, project);
  for (const path of paths)
    platform.addDocument({ path, kind: 'lines', syntax: 'hash', lines: ['a'], executable: false });
  const [info, warn] = [vi.spyOn(project.logger, 'info'), vi.spyOn(project.logger, 'warn')];
  project.synth();
  const texts = ({ mock }: typeof info) => mock.calls.map((args) => args.join(' '));
  return { info: texts(info), warn: texts(warn) };
}

const PATHS = Array.from({ length: 12 }, (_, i) => `conf/${String(i).padStart(2, '0')}.conf`);

test('files that are removed are named, the first ten of them, and counted', () => {
  const folder = temporaryFolder();
  run(folder, PATHS);
  const { info } = run(folder, []);
  expect(info.filter((text) => text.includes('removed')).slice(0, 11)).toEqual([
    ...PATHS.slice(0, 10).map((path) => `removed out/${path}`),
    '… and 2 more removed',
  ]);
  expect(info.at(-1)).toMatch(/^nexus: \d+ written, \d+ unchanged, 12 removed, 0 warnings$/);
});

test('files that were changed by hand are named with where they are now, the first ten of them', () => {
  const folder = temporaryFolder();
  run(folder, PATHS);
  for (const path of PATHS) writeFileSync(join(folder, 'out', path), 'mine\n');
  const { info, warn } = run(folder, PATHS);
  const saved = warn.filter((text) => text.includes('changed by hand'));
  expect(saved).toHaveLength(10);
  expect(saved[0]).toMatch(
    /^out\/conf\/00\.conf had been changed by hand or by a merge; that version is now \.nexus\/saved\//,
  );
  expect(warn).toContain('… and 2 more changed files, saved likewise');
  expect(info.at(-1)).toContain('12 written');
  expect(info.at(-1)).toMatch(/ 12 warnings$/);
});

test('a single one is a warning, not warnings', () => {
  const folder = temporaryFolder();
  run(folder, PATHS);
  writeFileSync(join(folder, 'out', PATHS[0] ?? ''), 'mine\n');
  expect(run(folder, PATHS).info.at(-1)).toMatch(/ 1 warning$/);
});
