import type { Duration } from '../../../model/duration.js';
import { NexusError, show } from '../../../model/errors.js';
import type { SloProps } from './slo-props.js';

/**
 * How many times as fast as allowed an error budget may be used up before somebody is told, over which windows: of 30 days, 2 %
 * in an hour and 5 % in 6 hours wake somebody, 10 % in a day or in three waits for the morning. The short window ends the alert
 * soon after its cause is over.
 *
 * @see The Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts"
 */
export const BURN_RATES = [
  { severity: 'critical', factor: 14.4, long: '1h', short: '5m' },
  { severity: 'critical', factor: 6, long: '6h', short: '30m' },
  { severity: 'warning', factor: 3, long: '1d', short: '2h' },
  { severity: 'warning', factor: 1, long: '3d', short: '6h' },
] as const;

export type BurnRate = (typeof BURN_RATES)[number];

/** One promise about requests. */
export interface Objective {
  /** `availability`, `latency-p95`: the label `slo` of what is recorded. */
  readonly name: string;
  readonly indicator: 'availability' | 'latency';
  /** Percent of requests that are to be good. */
  readonly percent: number;
  /** Share of requests that may be bad: 0.001 of 99.9 %. */
  readonly budget: number;
  /** How long a request may take; of a latency. */
  readonly within?: Duration;
}

/** More decimals are less than half a minute of 30 days. */
const DECIMALS = 3;

/**
 * The objectives that are said, from the least strict latency on.
 *
 * @throws NexusError if one is no share of requests, is finer than anybody could keep, or so low that its alerts can't fire
 */
export function objectivesOf({ availability, latency }: SloProps, path: string): Objective[] {
  const objectives: Objective[] = [];
  if (availability !== undefined && availability !== false)
    objectives.push({
      name: 'availability',
      indicator: 'availability',
      ...checkPercent(`availability ${show(availability)}`, availability, String, path),
    });
  if (latency)
    for (const [key, within] of Object.entries(latency)) {
      const percent = /^p(\d{1,2}(?:\.\d+)?)$/.exec(key)?.[1];
      if (percent === undefined || percent !== String(Number(percent)))
        throw new NexusError(`latency ${show(key)} is not a percentile`, { path, fix: fixKey(key) });
      const share = checkPercent(`latency ${show(key)}`, Number(percent), percentile, path);
      if (within.toMilliseconds() === 0)
        throw new NexusError(`latency ${key} is 0 s, and no request takes no time`, {
          path,
          fix: 'Write a bound of its histogram, such as Duration.milliseconds(500)',
        });
      objectives.push({ name: `latency-p${share.percent}`, indicator: 'latency', ...share, within });
    }
  return objectives.sort((a, b) => compare(a.indicator, b.indicator) || a.percent - b.percent);
}

/** `p95`; in quotes where TypeScript wants them. */
function percentile(percent: number): string {
  return Number.isInteger(percent) ? `p${percent}` : `"p${percent}"`;
}

/** `P95`, `95` and `p999`, which others write for 99.9. */
function fixKey(key: string): string {
  const [, digits = ''] = /^[pP]?(\d{2,5})$/.exec(key) ?? [];
  const percent = Number(`${digits.slice(0, 2)}.${digits.slice(2)}`);
  return percent > 50 ? `Write ${percentile(percent)}` : 'Write p95, p99 or "p99.9"';
}

/**
 * @param what it is, as it was written
 * @param write another one
 */
function checkPercent(
  what: string,
  percent: number,
  write: (percent: number) => string,
  path: string,
): Pick<Objective, 'percent' | 'budget'> {
  const refuse = (text: string, fix: string) => new NexusError(`${what} ${text}`, { path, fix });
  if (!(percent > 0 && percent < 100))
    throw refuse(
      'is not a percentage above 0 and below 100',
      percent >= 100 ? `Nothing never fails: write ${write(99.9)}` : `Write ${write(99.9)}`,
    );
  if (percent < 1) throw refuse('is a share, not a percentage', `Write ${write(Number((percent * 100).toFixed(3)))}`);
  if ((String(percent).split('.')[1] ?? '').length > DECIMALS || String(percent).includes('e'))
    throw refuse(
      `has more than ${DECIMALS} decimals, and its budget of 30 days is a matter of seconds`,
      `Write ${write(Math.min(Number(percent.toFixed(DECIMALS)), 99.999))}`,
    );
  // Without the noise of binary fractions.
  const budget = Number(((100 - percent) / 100).toFixed(DECIMALS + 2));
  const [{ factor }] = BURN_RATES;
  if (factor * budget >= 1) {
    const least = Math.ceil((100 - 100 / factor) * 100) / 100;
    throw refuse(
      `is too low: ${factor} times its budget of ${Number((budget * 100).toFixed(DECIMALS))} % is more than all requests, and its alert could not fire`,
      `Write ${write(least)} or more, or watch it with an observable and a threshold`,
    );
  }
  return { percent, budget };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
