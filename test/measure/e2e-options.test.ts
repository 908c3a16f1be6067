import { describe, expect, test } from 'vitest';
import { isComplete, readOptions } from '../e2e/lib/options.js';
import { chosenSuites, inTier } from '../e2e/lib/tier.js';

const measure = (...args: string[]) => {
  const options = readOptions(args, ['builds']);
  return typeof options === 'string' ? options.split('\n')[0] : options.measure;
};

test('npm run e2e measures what --measure names, and nothing by itself', () => {
  expect(measure()).toBeUndefined();
  expect(measure('--measure', 'all')).toEqual([]);
  expect(measure('--measure', 'frontend,crm')).toEqual(['crm', 'frontend']);
});

test.each(['', 'crn', 'crm,everything'])('--measure %j is refused', (names) => {
  expect(measure('--measure', names)).toMatch(/^--measure takes "all", or some of user-management, crm, /);
});

describe('tiers', () => {
  const SUITES = [{ name: 'builds' }, { name: 'broker', tier: 'ci' }, { name: 'matrix', tier: 'all' }] as const;
  const read = (...args: string[]) => {
    const options = readOptions(
      args,
      SUITES.map(({ name }) => name),
    );
    if (typeof options === 'string') throw new Error(options);
    return options;
  };
  const names = (...args: string[]) => chosenSuites(SUITES, read(...args)).map(({ name }) => name);

  test('a run makes the tier of CI, with --all everything', () => {
    expect(names()).toEqual(['builds', 'broker']);
    expect(names('--all')).toEqual(['builds', 'broker', 'matrix']);
  });

  test('a suite that --only names is run, whatever its tier', () => {
    expect(names('--only', 'matrix')).toEqual(['matrix']);
    expect(names('--all', '--only', 'builds')).toEqual(['builds']);
  });

  test('parts of a suite are made by their tier', () => {
    expect([{}, { tier: 'ci' }, { tier: 'all' }].map((part) => inTier(part as { tier?: 'ci' }, false))).toEqual([
      true,
      true,
      false,
    ]);
    expect(inTier({ tier: 'all' }, true)).toBe(true);
  });

  test('only the report of a run of everything is kept', () => {
    expect(isComplete(read('--all'))).toBe(true);
    for (const args of [[], ['--all', '--only', 'builds'], ['--all', '--match', 'x'], ['--all', '--out', 'out']])
      expect(isComplete(read(...args)), args.join(' ')).toBe(false);
  });
});
