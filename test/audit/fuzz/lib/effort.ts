/**
 * How hard the tests of this folder try: `NEXUS_FUZZ=100 FC_SEED=random npx vitest run test/audit/fuzz` tries a hundred times
 * as many cases, others each time, and files of a megabyte.
 */
export const EFFORT = Math.max(1, Number(process.env.NEXUS_FUZZ ?? '1') || 1);

export const THOROUGH = EFFORT > 1;

/** Characters of a huge file. */
export const HUGE = THOROUGH ? 1_000_000 : 12_000;

export function settings(runs: number): { readonly numRuns: number } {
  return { numRuns: runs * EFFORT };
}
