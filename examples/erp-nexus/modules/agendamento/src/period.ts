/** From `startsAt` (inclusive) to `endsAt` (exclusive). */
export interface Period {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const MINUTE_MS = 60_000;
export const MIN_PERIOD_MS = 5 * MINUTE_MS;
export const MAX_PERIOD_MS = 24 * 60 * MINUTE_MS;

/** Two appointments may touch, one beginning when the other ends, but not overlap. */
export function overlaps(a: Period, b: Period): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/** What is wrong with a period, if anything. */
export function problemOf({ startsAt, endsAt }: Period): string | undefined {
  const length = endsAt.getTime() - startsAt.getTime();
  if (length < MIN_PERIOD_MS) return `endsAt must be at least ${MIN_PERIOD_MS / MINUTE_MS} minutes after startsAt`;
  if (length > MAX_PERIOD_MS) return `endsAt must be at most ${MAX_PERIOD_MS / MINUTE_MS / 60} hours after startsAt`;
  return undefined;
}
