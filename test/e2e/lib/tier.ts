/**
 * When something is run: `ci` in every run, which is to end within 20 minutes on an idle machine and holds one of each kind;
 * `all` with `--all` only.
 */
export type Tier = 'ci' | 'all';

/** Those of the run: with `--only` the suites that it names, of whatever tier. */
export function chosenSuites<T extends { readonly name: string; readonly tier?: Tier }>(
  suites: readonly T[],
  { all, only }: { readonly all: boolean; readonly only: readonly string[] },
): T[] {
  return suites.filter((suite) => (only.length > 0 ? only.includes(suite.name) : inTier(suite, all)));
}

/** Whether a run makes it, with or without `--all`. */
export function inTier({ tier = 'ci' }: { readonly tier?: Tier }, all: boolean): boolean {
  return all || tier === 'ci';
}
