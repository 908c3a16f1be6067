import { expect, test } from 'vitest';
import { readOptions } from '../e2e/lib/options.js';

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
