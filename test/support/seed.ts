import fc from 'fast-check';

/**
 * Property tests draw the same values in every run, so that a change that passes here passes everywhere.
 * `FC_SEED=random npm test` looks elsewhere, `FC_SEED=<n> npm test` repeats what failed there.
 */
const wanted = process.env['FC_SEED'] ?? '20261124';
if (wanted !== 'random') {
  const seed = Number(wanted);
  if (!Number.isInteger(seed)) throw new Error(`FC_SEED must be a whole number or "random", not "${wanted}"`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
