import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checksum } from '../../../src/synth/write/manifest.js';
import { ownerName } from '../../../src/synth/write/owner.js';
import { stateOf, temporaryFolder } from '../../support/project.js';
import { Child } from '../support/child.js';
import { filesOf, MODEL, synthesize } from '../support/site.js';

const TRIALS = 20;
const COUNT = 60;
let one: Child;
let two: Child;

beforeAll(async () => {
  [one, two] = await Promise.all([Child.start(), Child.start()]);
}, 120_000);

afterAll(async () => {
  await Promise.all([one.stop(), two.stop()]);
});

/** What a run leaves that was killed: both will want to take it over. No process has that number. */
function leaveLock(folder: string): void {
  mkdirSync(join(folder, '.nexus/lock'));
  writeFileSync(join(folder, '.nexus/lock', ownerName().replace(/~\d+~\d*~/, '~99999999~~')), '');
}

/** Which of the two descriptions the output is of; fails if it is a mixture. */
function wordOf(folder: string): string {
  const texts = Array.from({ length: COUNT }, (_, i) => readFileSync(join(folder, `out/f${i}.conf`), 'utf8'));
  const words = texts.map((text, i) => /^(one|two|base) (\d+)$/m.exec(text)?.slice(1) ?? ['none', i]);
  expect(words.map(([, n]) => Number(n))).toEqual(texts.map((_, i) => i));
  expect([...new Set(words.map(([word]) => word))]).toHaveLength(1);
  return String(words[0]?.[0]);
}

test(
  `two runs at once leave the complete output of one of them, in ${TRIALS} trials`,
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    synthesize(folder, Object.fromEntries(Array.from({ length: COUNT }, (_, i) => [`f${i}.conf`, [`base ${i}`]])));
    for (let trial = 0; trial < TRIALS; trial++) {
      const before = wordOf(folder);
      if (trial % 2 === 1) leaveLock(folder);
      // WHEN both start at the same time
      const outcomes = await Promise.all([
        one.synthesize({ folder, word: 'one', count: COUNT }),
        two.synthesize({ folder, word: 'two', count: COUNT }),
      ]);
      // THEN each has succeeded, or says who was in its way
      for (const outcome of outcomes)
        expect(outcome.error ?? '').toMatch(
          /^$|^1 problem, nothing was written:\n {2}- another run is writing the output: process \d+ on \S+, since 20\S+Z\. Wait until it ends/,
        );
      const succeeded = ['one', 'two'].filter((_, i) => outcomes[i]?.error === undefined);
      const word = wordOf(folder);
      expect(succeeded.length > 0 ? succeeded : [before]).toContain(word);
      // and nothing is left of the other: no file, no entry, no lock
      const files = filesOf(folder, 'out/', MODEL);
      expect(files.filter((path) => path.includes('only-'))).toEqual([`out/only-${word}.conf`]);
      const manifest = JSON.parse(readFileSync(join(folder, '.nexus/manifest.json'), 'utf8')) as { files: object };
      expect(Object.entries(manifest.files)).toEqual(
        files.map((path) => [path, checksum(readFileSync(join(folder, path)))]),
      );
      expect(stateOf(folder)).toEqual(['manifest.json', 'shop.model.json']);
    }
  },
);
