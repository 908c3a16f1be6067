import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['./test/support/temporary-root.ts'],
    setupFiles: ['./test/support/clean-up.ts'],
    include: ['test/package/**/*.test.ts'],
    reporters: ['default', './test/support/summary-reporter.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
