import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutantsOf } from './mutants.js';
import { readOptions } from './options.js';
import { asText, isAlive, lineOf, type Tried } from './report.js';
import { sample } from './sample.js';
import { readHits, type TestFile, testsFor } from './selection.js';
import { Trees } from './trees.js';
import { WorkerHandle } from './worker-handle.js';

// How well the tests notice what is wrong: small changes of the sources, one at a time, and whether a test fails.
// docs/decisions/0019-own-mutation-tester.md says why it is our own.
const SOURCES = ['src/synth/', 'src/constructs/', 'src/read/'];
const ROOT = join(import.meta.dirname, '..', '..');
const MINUTE = 60_000;
/** After so many mutants a test must pass on the unchanged sources: nothing of a mutant may outlast it. */
const CONTROL = 10;

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exit(2);
}

const trees = new Trees(ROOT);
const handles: WorkerHandle[] = [];
const started = Date.now();
const log = (text: string) =>
  console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s  ${text}`);
const clean = () => {
  for (const handle of handles) handle.stop();
  trees.remove();
};
process.on('SIGINT', () => {
  clean();
  process.exit(130);
});

try {
  const sources = trees.sources(SOURCES);
  const all = [...sources].flatMap(([file, text]) => mutantsOf(file, text));
  const earlier = options.again === undefined ? [] : (JSON.parse(readFileSync(options.again, 'utf8')) as Tried[]);
  const fitting = all.filter(({ file }) => file.includes(options.file));
  const drawn = options.again === undefined ? sample(fitting, options.sample, options.seed) : earlier.filter(isAlive);
  const changed = drawn.find((one) => sources.get(one.file)?.slice(one.start, one.end) !== one.original);
  if (changed) throw new Error(`${changed.file} has changed since: a mutant of line ${changed.line} fits no more`);
  log(`${drawn.length} of ${all.length} mutants of ${sources.size} files, seed ${options.seed}`);
  const tests = await observe(sources);
  log(`${tests.length} test files run on the unchanged sources`);

  const tried: Tried[] = earlier.filter((one) => !isAlive(one));
  const queue = [...drawn];
  const work = async (name: string): Promise<void> => {
    const handle = new WorkerHandle(trees.copy(name));
    handles.push(handle);
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const text = sources.get(mutant.file) ?? '';
      const chosen = testsFor(mutant, text, tests);
      const expected = chosen.reduce((sum, { duration }) => sum + duration, 0);
      const order = { mutant, text, tests: chosen.map(({ path }) => path) };
      const outcome = chosen.length === 0 ? { durations: {} } : await handle.run(order, 3 * expected + MINUTE);
      const killedBy = outcome?.killedBy;
      const status = chosen.length === 0 ? 'not run' : !outcome ? 'timed out' : killedBy ? 'killed' : 'survived';
      const one: Tried = { ...mutant, status, ...(killedBy !== undefined && { killedBy }) };
      tried.push(one);
      if (tried.length % CONTROL === 0) await control(handle, tests);
      if (status !== 'killed' || tried.length % 20 === 0) log(`${queue.length} left  ${lineOf(one)}`);
    }
    handle.stop();
  };
  await Promise.all(Array.from({ length: options.workers }, (_, i) => work(`worker-${i + 1}`)));
  console.log(`\n${asText(tried)}`);
  if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(tried, undefined, 1)}\n`);
} finally {
  clean();
}

async function control(handle: WorkerHandle, tests: readonly TestFile[]): Promise<void> {
  const [quickest] = [...tests].sort((a, b) => a.duration - b.duration);
  const outcome = await handle.run({ tests: quickest ? [quickest.path] : [] }, 10 * MINUTE);
  if (!outcome || outcome.killedBy !== undefined)
    throw new Error(`a test fails without a mutant: ${outcome?.killedBy ?? 'no end'}`);
}

/** Runs all tests on the sources as they are: they must pass, and show what each of them runs and how long it takes. */
async function observe(sources: ReadonlyMap<string, string>): Promise<TestFile[]> {
  const folder = trees.instrumented(sources);
  const hitsFile = join(folder, 'hits.jsonl');
  const handle = new WorkerHandle(folder, { NEXUS_HITS: hitsFile });
  handles.push(handle);
  const outcome = await handle.run({}, 30 * MINUTE);
  handle.stop();
  if (!outcome || outcome.killedBy) throw new Error(`a test fails without a mutant: ${outcome?.killedBy ?? 'no end'}`);
  const hits = readHits(hitsFile, folder);
  return Object.entries(outcome.durations).map(([path, duration]) => ({
    path,
    duration,
    parts: hits.get(path) ?? new Set<string>(),
  }));
}
