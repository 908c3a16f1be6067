import { readFileSync } from 'node:fs';
import { partAt, partsOf } from './hits.js';
import type { Mutant } from './mutants.js';

/** What the run on the unchanged sources has shown of one test file. */
export interface TestFile {
  readonly path: string;
  /** Milliseconds that it takes. */
  readonly duration: number;
  /** The parts of the sources that it runs. */
  readonly parts: ReadonlySet<string>;
}

/** The test files that run what a mutant changes, likelier killers first: those beside it, then quick ones. */
export function testsFor(mutant: Mutant, text: string, tests: readonly TestFile[]): TestFile[] {
  const parts = partsOf(mutant.file, text);
  const { id } = partAt(parts, mutant.start);
  // What is outside of functions runs once for all test files: for those that then run any function of it,
  // and where it has none, for all.
  const wanted = id.endsWith(':module') ? parts.map((part) => part.id) : [id];
  return tests
    .filter((test) => parts.length === 1 || wanted.some((part) => test.parts.has(part)))
    .sort((a, b) => nearness(mutant.file, b.path) - nearness(mutant.file, a.path) || a.duration - b.duration);
}

/** How many folders below `src/` and `test/` the two have in common, and whether the test is called like the source. */
function nearness(source: string, test: string): number {
  const [from, to] = [source, test].map((path) => path.split('/').slice(1)) as [string[], string[]];
  const common = from.findIndex((name, i) => name !== to[i]);
  const name = from.at(-1)?.replace('.ts', '') ?? '';
  return Math.max(common, 0) + (to.at(-1) === `${name}.test.ts` ? 10 : 0);
}

/** What the set-up file of the run has noted: a line of JSON for each test file. */
export function readHits(file: string, folder: string): Map<string, Set<string>> {
  const hits = new Map<string, Set<string>>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { test, ids } = JSON.parse(line) as { test: string; ids: string[] };
    hits.set(test.slice(folder.length + 1), new Set(ids));
  }
  return hits;
}
