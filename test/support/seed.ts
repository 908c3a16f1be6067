import fc from 'fast-check';

/**
 * Property tests draw the same values in every run, so that a change that passes here passes everywhere.
 * `FC_SEED=random npm test` looks elsewhere, `FC_SEED=<n> npm test` repeats what failed there; `FC_RUNS=<n>` tries
 * more values of each property than 40 (an error formats its stack, which takes a millisecond or more).
 *
 * The only place that configures fast-check: test files share its settings with those that run after them.
 */
function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return number;
}

const { FC_SEED: seed = '20261124', FC_RUNS: runs = '40' } = process.env;
fc.configureGlobal({
  numRuns: wholeNumber('FC_RUNS', runs),
  ...(seed === 'random' ? {} : { seed: wholeNumber('FC_SEED (or "random")', seed) }),
});
