import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';

/** Tests that look at texts of this repository, start programs of their own, or take long for what they find. */
const LEFT_OUT = [
  'test/audit/fuzz/**',
  'test/browser/**',
  'test/docs/**',
  'test/e2e/**',
  'test/fixtures/**',
  'test/measure/**',
  'test/mutation/**',
  'test/package/**',
  'test/support/**',
];
/** They put something else in the place of a module. */
const MOCKING = ['test/synth/write/commit.test.ts'];

/** Test files run in the order in which they are given: likelier killers first. */
class AsGiven {
  public sort(specifications: TestSpecification[]): TestSpecification[] {
    return specifications;
  }
  public shard(specifications: TestSpecification[]): TestSpecification[] {
    return specifications;
  }
}

/** Set where the parts that each test file runs are wanted. */
const hits = process.env['NEXUS_HITS'] !== undefined;

export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: {
    testTimeout: 30_000,
    globalSetup: ['test/support/temporary-root.ts'],
    setupFiles: [...(hits ? ['test/mutation/hits-setup.ts'] : []), 'test/support/seed.ts', 'test/support/clean-up.ts'],
    sequence: { sequencer: AsGiven },
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...LEFT_OUT, ...MOCKING],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'mocking', include: MOCKING } },
    ],
  },
});
