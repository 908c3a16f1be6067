import type { Call, PromExpression } from '../../../read/promql/expression.js';
import type { Course } from './course.js';
import { Unsolvable } from './demands.js';

/** Functions of a range of one series that give its value, where it stays the same. */
const AS_IT_IS = new Set(['avg_over_time', 'min_over_time', 'max_over_time', 'last_over_time', 'quantile_over_time']);

/** The range that a function is about, and its seconds; undefined if it takes none. */
export function rangeIn({ args }: Call): { readonly range: PromExpression; readonly seconds: number } | undefined {
  const range = args.find((arg) => arg.kind === 'subquery' || (arg.kind === 'selector' && arg.range !== undefined));
  if (range?.kind !== 'subquery' && range?.kind !== 'selector') return undefined;
  return { range, seconds: range.range ?? 0 };
}

/**
 * How a series runs over a range, so that a function of the range has this value.
 *
 * @param seconds of the range
 * @param step seconds between two samples
 * @throws Unsolvable if it can't, with samples of that distance
 */
export function courseFor(name: string, target: number, seconds: number, step: number): Course {
  if (AS_IT_IS.has(name)) return { kind: 'constant', value: target };
  // Ranges are open on the left: of 10 minutes there are 10 samples of a minute, and 9 steps between them.
  const samples = Math.floor(seconds / step);
  switch (name) {
    case 'rate':
    case 'irate':
    case 'increase':
      if (target < 0) throw new Unsolvable('a counter never falls');
      return { kind: 'slope', perSecond: name === 'increase' ? target / seconds : target };
    case 'deriv':
      return { kind: 'slope', perSecond: target };
    case 'delta':
      return { kind: 'slope', perSecond: target / seconds };
    case 'predict_linear':
      return { kind: 'constant', value: target };
    case 'changes':
      return { kind: 'steps', part: partOf(target, samples - 1, 1) };
    case 'resets':
      // It must have grown before it begins anew.
      return { kind: 'resets', part: partOf(target, samples - 1, 0.5) };
    case 'sum_over_time':
      return { kind: 'constant', value: target / samples };
    case 'count_over_time':
      if (target === 0) throw new Unsolvable('of no sample there is no count');
      return { kind: 'gaps', part: partOf(target, samples, 1) };
    case 'present_over_time':
      if (target === 1) return { kind: 'constant', value: 1 };
      break;
    case 'stddev_over_time':
      return { kind: 'swing', top: 2 * target };
    case 'stdvar_over_time':
      return { kind: 'swing', top: 2 * Math.sqrt(target) };
  }
  throw new Unsolvable(`${name} is not known to have the value ${target}`);
}

function partOf(count: number, all: number, most: number): number {
  if (Number.isInteger(count) && count >= 0 && count <= all * most) return count / all;
  throw new Unsolvable(`${count} of ${all} samples are not possible`);
}
