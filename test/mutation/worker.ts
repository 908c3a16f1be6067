import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest, type TestModule, type TestSpecification, type Vitest } from 'vitest/node';
import { apply, type Mutant } from './mutants.js';

/** What is asked of a worker: to run tests, by path, on a mutant or on the sources as they are. */
export interface Order {
  readonly mutant?: Mutant;
  /** The source that the mutant is of, as it is without it. */
  readonly text?: string;
  /** In this order, up to the first failure. @default all */
  readonly tests?: readonly string[];
}

export interface Outcome {
  /** The first test that failed. */
  readonly killedBy?: string;
  /** Milliseconds by test file. */
  readonly durations: Readonly<Record<string, number>>;
}

// Works in a copy of the tree, which is its current folder.
const root = process.cwd();
const vitest = await createVitest('test', {
  config: 'test/mutation/vitest.config.ts',
  watch: false,
  bail: process.env['NEXUS_HITS'] === undefined ? 1 : 0,
  maxWorkers: 1,
  reporters: [{}],
  update: false,
});
const specifications = await vitest.globTestSpecifications();

async function carryOut({ mutant, text = '', tests }: Order): Promise<Outcome> {
  const file = mutant && join(root, mutant.file);
  try {
    if (file !== undefined) change(vitest, file, apply(text, mutant as Mutant));
    // Otherwise files that this run leaves out are in its result, as they were in an earlier one.
    vitest.state.filesMap.clear();
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(chosen(tests));
    const failed = testModules.find((module) => module.state() === 'failed');
    const killedBy = failed ? nameOf(failed) : unhandledErrors.length > 0 ? String(unhandledErrors[0]) : undefined;
    return {
      ...(killedBy !== undefined && { killedBy }),
      durations: Object.fromEntries(testModules.map((module) => [relative(module.moduleId), durationOf(module)])),
    };
  } finally {
    if (file !== undefined) change(vitest, file, text);
  }
}

function chosen(tests: readonly string[] | undefined): TestSpecification[] {
  if (!tests) return specifications;
  return tests.flatMap((test) => specifications.filter(({ moduleId }) => relative(moduleId) === test));
}

function change(server: Vitest, file: string, text: string): void {
  writeFileSync(file, text);
  server.invalidateFile(file);
}

const relative = (path: string) => path.slice(root.length + 1);

function durationOf(module: TestModule): number {
  const { collectDuration, duration } = module.diagnostic();
  return Math.round(collectDuration + duration);
}

function nameOf(module: TestModule): string {
  const test = [...module.children.allTests('failed')][0];
  return `${relative(module.moduleId)}${test ? ` > ${test.fullName}` : ''}`;
}

process.on('message', (order: Order) => {
  void carryOut(order).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => process.send?.({ killedBy: `the run failed: ${String(error)}`, durations: {} }),
  );
});
process.on('disconnect', () => {
  void vitest.close().then(() => process.exit(0));
});
process.send?.('ready');
