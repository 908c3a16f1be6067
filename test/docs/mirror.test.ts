import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './markdown.js';

/** Tests of `src/`; the other folders of `test/` look at the repository, its documents and its package. */
const MIRRORS = ['audit', 'cli', 'constructs', 'model', 'read', 'synth'];
/** Kinds of tests that go through a whole room. */
const EXCEPTIONS = ['audit/fuzz', 'constructs/run-time-checks'];

test('test/ mirrors src/: tests lie in a folder that is called as the one of their sources', () => {
  const folders = MIRRORS.flatMap((folder) =>
    readdirSync(join(ROOT, 'test', folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => join(folder, dirname(path))),
  );
  const found = [...new Set(folders)];
  expect(found.length).toBeGreaterThan(MIRRORS.length);
  expect(found.filter((folder) => !existsSync(join(ROOT, 'src', folder)) && !EXCEPTIONS.includes(folder))).toEqual([]);
  expect(EXCEPTIONS.filter((folder) => !found.includes(folder) || existsSync(join(ROOT, 'src', folder)))).toEqual([]);
});
