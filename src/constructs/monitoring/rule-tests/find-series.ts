import { type PromExpression, partsOf, selectorsOf } from '../../../read/promql/expression.js';
import type { Watched } from '../rules/watched.js';
import { Demands, Unsolvable } from './demands.js';
import { firesAt, type Level } from './levels.js';
import { linksOf } from './matching.js';
import { type InputSeries, seriesFor } from './series.js';
import { avoid, solve } from './solve.js';
import { valueOf } from './value-of.js';

/** Series, and how many seconds lie between two of their samples. */
export interface FoundSeries {
  readonly series: readonly InputSeries[];
  readonly step: number;
}

/** Seconds between two samples; the tests evaluate their rules once a minute. */
const STEPS = [60, 30, 15, 10, 5, 1];

/** A rate needs two samples in its range, and this many are near what Prometheus collects. */
const SAMPLES = 4;

export interface TestLength {
  readonly minutes: number;
  /** Seconds for which the value must last, at the end. */
  readonly lasting: number;
}

/**
 * Series under which a query has the value of a level, or another one with which the same fires.
 *
 * @throws Unsolvable if none are found
 */
export function findSeries(watched: Watched, query: PromExpression, level: Level, length: TestLength): FoundSeries {
  const links = linksOf(query);
  const options = { minutes: length.minutes, lasting: length.lasting + subqueries(query), links };
  const shortest = Math.min(...rangesIn(query));
  const fitting = STEPS.filter((step) => step * SAMPLES <= shortest);
  let first: Unsolvable | undefined;
  const attempt = (find: (so: Demands) => Demands, step: number): FoundSeries | undefined => {
    try {
      return { series: seriesFor(find(new Demands([], step)), options), step };
    } catch (error) {
      if (!(error instanceof Unsolvable)) throw error;
      first ??= error;
      return undefined;
    }
  };
  for (const value of valuesAt(watched, query, level))
    for (const step of fitting.length > 0 ? fitting : [1]) {
      const found = attempt((so) => solve(query, value, so), step);
      if (found) return found;
    }
  if (level.name === 'quiet') {
    const found = attempt((so) => avoid(query, so), fitting[0] ?? 1);
    // A value that the query itself leaves out is as quiet as none.
    return found ?? { series: [], step: 60 };
  }
  throw first ?? new Unsolvable('no value fits');
}

/** The value of a level, and others with which the same fires: the query itself may leave that one out. */
function valuesAt(watched: Watched, query: PromExpression, { value, fires }: Level): number[] {
  const { warning, critical } = watched;
  // Far from a threshold may be more than there can be.
  const near = [warning, critical].flatMap((one) => (one ? [one.value * 1.1, one.value * 0.9] : []));
  const limits = limitsIn(query).flatMap((limit) => [limit * 2 + 1, (limit + 1) / 2, limit / 2, limit]);
  const same = [...limits, ...near].filter((one) => firesAt(watched, one).join() === fires.join());
  return [...new Set([value, ...same])];
}

/** What sides of comparisons in a query are compared with. */
function limitsIn(query: PromExpression): number[] {
  const inner = partsOf(query).flatMap(limitsIn);
  if (query.kind !== 'binary' || !/^[=!<>]=?$/.test(query.op)) return inner;
  const limit = valueOf(query.right, new Demands());
  return limit === undefined ? inner : [limit, ...inner];
}

function rangesIn(query: PromExpression): number[] {
  return selectorsOf(query).map(({ range = Infinity }) => range);
}

/** Seconds of all subqueries: what is in them must last as long. */
function subqueries(query: PromExpression): number {
  const own = query.kind === 'subquery' ? query.range : 0;
  return own + Math.max(0, ...partsOf(query).map(subqueries));
}
