import fc from 'fast-check';

/**
 * Property tests draw the same values in every run, so that a change that passes here passes everywhere.
 * `FC_SEED=random npm test` looks elsewhere, `FC_SEED=<n> npm test` repeats what failed there; `FC_RUNS=<n>` tries
 * more values of each property than 40 (an error formats its stack, which takes a millisecond or more).
 *
 * The only place that configures fast-check: test files share its settings with those that run after them.
 */
function read(name: string, pattern: RegExp, fix: string, text: string): number {
  if (!pattern.test(text)) throw new Error(`${name} is ${JSON.stringify(text)}: it must be ${fix}`);
  return Number(text);
}

// What is empty is not set.
const seed = process.env['FC_SEED'] || '20261124';
const runs = process.env['FC_RUNS'] || '40';
fc.configureGlobal({
  // With none every property would hold.
  numRuns: read('FC_RUNS', /^[1-9]\d*$/, 'a whole number above 0', runs),
  ...(seed === 'random' ? {} : { seed: read('FC_SEED', /^-?\d+$/, 'a whole number, or "random"', seed) }),
});
