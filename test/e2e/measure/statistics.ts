import { median } from '../../../bench/measure.js';

export { median };

/**
 * The value that `share` of all are not above, by nearest rank: one that was measured, not one in between.
 *
 * @param share above 0, up to 1
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** `median (least–most)`; the median alone where there is one value, or none to tell apart. */
export function spread(values: readonly number[], show: (value: number) => string): string {
  if (values.length === 0) return '–';
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(show) as [
    string,
    string,
    string,
  ];
  return least === most ? middle : `${middle} (${least}–${most})`;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
