import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MARKER } from '../../../src/model/marker.js';
import { SourceLocation } from '../../../src/model/source-location.js';
import type { RenderedFile } from '../../../src/synth/index.js';
import { readManifest } from '../../../src/synth/write/manifest.js';
import { ownerName } from '../../../src/synth/write/owner.js';
import { prepareRun } from '../../../src/synth/write/run.js';
import { readTree, stateOf, temporaryFolder } from '../../support/project.js';

const origin = { path: 'shop', location: SourceLocation.capture() };

function file(path: string, word: string): RenderedFile {
  return { path: `out/${path}`, content: `# ${MARKER}\n${word}\n`, executable: false, origin };
}

function run(root: string, files: readonly RenderedFile[]): void {
  prepareRun(root, files, { outdirs: ['out'] }).commit();
}

/** A file, and what happens when the plan comes to it for the first time: the files before it have been looked at. */
function meanwhile(made: RenderedFile, action: () => void): RenderedFile {
  let done = false;
  return {
    ...made,
    get content() {
      if (!done) {
        done = true;
        action();
      }
      return made.content;
    },
  };
}

const VERSION_1 = [file('a', 'one'), file('b', 'one'), file('z', 'one')];
const VERSION_2 = [file('a', 'two'), file('b', 'one'), file('y', 'two'), file('z', 'one')];

/** What `VERSION_1` and another z must leave, whatever was there before. */
function expectComplete(root: string): void {
  expect(readTree(root)).toMatchObject({ 'out/a': VERSION_1[0]?.content, 'out/z': file('z', 'three').content });
  expect(readdirSync(join(root, 'out'))).toEqual(['a', 'b', 'z']);
  expect([...readManifest(root).files.keys()]).toEqual(['out/a', 'out/b', 'out/z']);
  expect(stateOf(root)).toEqual(['manifest.json']);
}

test('a run that another one has overtaken while it planned, plans again', () => {
  // GIVEN
  const root = temporaryFolder();
  run(root, VERSION_1);
  // WHEN: "a" is right when it is looked at, and wrong afterwards; "y" is not there yet
  run(root, [...VERSION_1.slice(0, 2), meanwhile(file('z', 'three'), () => run(root, VERSION_2))]);
  // THEN
  expectComplete(root);
});

test('so does one that planned while another one was writing, which was then killed', () => {
  // GIVEN: the manifest of that run is written, and no file of it; its lock is there
  const root = temporaryFolder();
  run(root, VERSION_1);
  const killed = ownerName().replace(/~\d+~\d*~/, '~99999999~~');
  const manifest = join(root, '.nexus/manifest.json');
  const other = temporaryFolder();
  run(other, VERSION_2);
  const sums = (from: string) => [...readManifest(from).files].map(([path, [sum]]) => `    "${path}": "${sum}",\n`);
  writeFileSync(manifest, `{\n  "version": 1,\n  "files": {\n${sums(root).join('')}${sums(other).join('')}  }\n}\n`);
  mkdirSync(join(root, '.nexus/lock'));
  writeFileSync(join(root, '.nexus/lock', killed), '');
  // WHEN: it gets as far as these two before it dies
  const dying = () => {
    writeFileSync(join(root, 'out/a'), file('a', 'two').content);
    writeFileSync(join(root, 'out/y'), file('y', 'two').content);
  };
  run(root, [...VERSION_1.slice(0, 2), meanwhile(file('z', 'three'), dying)]);
  // THEN
  expectComplete(root);
});

test('a run that finds nothing to do leaves the later one alone', () => {
  // GIVEN
  const root = temporaryFolder();
  run(root, VERSION_1);
  const idle = prepareRun(root, VERSION_1, { outdirs: ['out'] });
  expect(existsSync(join(root, '.nexus/lock'))).toBe(false);
  // WHEN
  run(root, VERSION_2);
  idle.commit();
  // THEN
  expect(readdirSync(join(root, 'out'))).toEqual(['a', 'b', 'y', 'z']);
  expect([...readManifest(root).files.keys()]).toContain('out/y');
});
