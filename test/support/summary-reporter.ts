import type { Reporter, TestModule } from 'vitest/node';

/** Ends the output with `N passed, N failed`, alone on its line; a file that could not be loaded counts as failed. */
export default class SummaryReporter implements Reporter {
  public onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        counts[test.result().state]++;
        tests++;
      }
      // A hook that fails, fails its suite and none of the tests.
      const broken = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
      if (tests === 0 || module.errors().length > 0) counts.failed++;
      counts.failed += broken;
    }
    const skipped = counts.skipped + counts.pending;
    const line = `${counts.passed} passed, ${counts.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    // After whatever the other reporters still have to say.
    process.on('exit', () => process.stdout.write(`${line}\n`));
  }
}
