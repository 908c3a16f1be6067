import type { SeriesSelector } from '../../../model/sli.js';
import { type Selector, selectorsOf } from '../../../read/promql/expression.js';
import { parsePromql } from '../../../read/promql/parse.js';
import { Demands, Unsolvable } from '../rule-tests/demands.js';
import { type InputSeries, seriesFor } from '../rule-tests/series.js';
import { isGood, outcomeOf, totalOf, written } from './series.js';
import type { Slo } from './slo.js';

/** How many requests there are for some time, and how many of them are bad, in a minute. */
export interface Phase {
  readonly minutes: number;
  readonly perMinute: number;
  readonly bad: number;
}

export interface Course {
  readonly phases: readonly Phase[];
  /** Minutes without samples at the end, as while what counts is made anew. @default none */
  readonly gap?: number;
}

/**
 * Series of a course, of the first workload that counts: a sample a minute.
 *
 * @throws Unsolvable if the selectors of all requests and of the counted ones can't be told apart
 */
export function sloSeries(slo: Slo, course: Course): InputSeries[] {
  const [sli] = slo.slis;
  const [total, outcome] = [totalOf(sli), outcomeOf(sli, slo)].map((one) => selectorOf(one, sli.subject));
  if (!total || !outcome) throw new Unsolvable('a selector is none');
  const counted = ({ perMinute, bad }: Phase) => (isGood(sli) ? perMinute - bad : bad);
  const isPart = total.metric === outcome.metric;
  const [ofTotal, ofOutcome] = namesOf(total, outcome);
  return [
    // Of one metric the series of the rest make the whole, together with those that are counted.
    { series: ofTotal, values: values(course, (phase) => phase.perMinute - (isPart ? counted(phase) : 0)) },
    { series: ofOutcome, values: values(course, counted) },
  ];
}

function selectorOf(selector: SeriesSelector, job: string): Selector | undefined {
  return selectorsOf(parsePromql(written({ selector, jobs: [job] })))[0];
}

/** Names of a series that the first selector takes and the second one does not, if they are of one metric, and of one of both. */
function namesOf(total: Selector, outcome: Selector): [string, string] {
  const slope = (perSecond: number) => ({ kind: 'slope', perSecond }) as const;
  const demands = new Demands([
    { selector: total, course: slope(2), labels: {} },
    { selector: outcome, course: slope(1), labels: {} },
  ]);
  const [first, second] = seriesFor(demands, { minutes: 1 });
  if (!first || !second || first.series === second.series) throw new Unsolvable('both are one series');
  return [first.series, second.series];
}

/** In promtool's words: `0+60x30 1860+0x9`. */
function values({ phases, gap }: Course, perMinute: (phase: Phase) => number): string {
  const parts: string[] = [];
  let value = 0;
  for (const phase of phases) {
    const step = exact(perMinute(phase));
    const first = parts.length === 0;
    parts.push(`${exact(first ? value : value + step)}+${step}x${first ? phase.minutes : phase.minutes - 1}`);
    value = exact(value + step * phase.minutes);
  }
  if (gap !== undefined) parts.push(`_x${gap}`);
  return parts.join(' ');
}

/** Without the noise of binary fractions. */
function exact(value: number): number {
  return Number(value.toFixed(6));
}
