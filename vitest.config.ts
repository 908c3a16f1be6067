import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that put something else in the place of a module. */
const MOCKING = ['test/synth/write/commit.test.ts'];

export default defineConfig({
  test: {
    // The default reporter first; ours says the totals in one line, last.
    reporters: ['default', './test/support/summary-reporter.ts'],
    // No measure of speed: a test that hangs ends. A busy machine takes several times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The default leaves one processor free: of two, half the time is lost.
    maxWorkers: '100%',
    globalSetup: ['./test/support/temporary-root.ts'],
    setupFiles: ['./test/support/seed.ts', './test/support/clean-up.ts', './test/support/engine.ts'],
    // Most of a test file's time is the import of what it tests: files share it, unless they replace modules.
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/e2e/**', 'test/package/**', ...MOCKING],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'mocking', include: MOCKING } },
    ],
  },
});
