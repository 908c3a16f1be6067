/**
 * How hard the tests of this folder try: `NEXUS_FUZZ=100 npx vitest run test/audit/fuzz` tries a hundred times as many
 * cases, with another seed each time, and files of a megabyte.
 */
export const EFFORT = Math.max(1, Number(process.env.NEXUS_FUZZ ?? '1') || 1);

export const THOROUGH = EFFORT > 1;

/** Characters of a huge file. */
export const HUGE = THOROUGH ? 1_000_000 : 12_000;

export function settings(runs: number): { readonly numRuns: number; readonly seed?: number } {
  return THOROUGH ? { numRuns: runs * EFFORT } : { numRuns: runs, seed: 20_251 };
}
