/**
 * The candidate that a misspelled word was probably meant to be: at most a third of its letters are wrong. Case, hyphens
 * and underscores do not count, so that `stop_grace_period` finds `stopGracePeriod`.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const target = plain(word);
  let best: string | undefined;
  // Below three letters every word is close to every other.
  let least = target.length < 3 ? 1 : Math.floor(target.length / 3) + 1;
  // A long text is no misspelled name, and would take long to compare.
  if (word.length > 64) return undefined;
  for (const candidate of candidates) {
    const found = distance(target, plain(candidate));
    if (found < least) [best, least] = [candidate, found];
  }
  return best;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}

/** Letters to insert, remove, replace or swap with the next one (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          replaced,
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
