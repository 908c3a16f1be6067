import { type Binary, type Call, type PromExpression, selectorsOf } from '../../../read/promql/expression.js';
import { type Course, type Demand, Demands, Unsolvable } from './demands.js';
import { compare, valueOf } from './value-of.js';

/** Where a denominator may be anything it is this, so that a percentage can be read off. */
const HUNDRED = 100;

/**
 * Demands on series under which a query has the value `target`: the query is taken apart from the outside, `a / b` = 0.9
 * into `b` = 100 and `a` = 90, `rate(x[5m])` = 2 into a counter that grows by 2 a second.
 *
 * @throws Unsolvable if the query is of a form that it does not know
 */
export function solve(query: PromExpression, target: number, so = new Demands()): Demands {
  switch (query.kind) {
    case 'number':
      if (query.value === target) return so;
      throw new Unsolvable(`${query.value} is never ${target}`);
    case 'selector':
      return so.with(demand(query, { kind: 'constant', value: target }));
    case 'negation':
      return solve(query.expression, -target, so);
    case 'aggregation':
      return aggregation(query, target, so);
    case 'call':
      return call(query, target, so);
    case 'binary':
      return binary(query, target, so);
    case 'string':
    case 'subquery':
      throw new Unsolvable(`a ${query.kind} has no value by itself`);
  }
}

function demand(selector: Demand['selector'], course: Course, labels: Demand['labels'] = {}): Demand {
  return { selector, course, labels };
}

function aggregation(
  { op, args, grouping }: Extract<PromExpression, { kind: 'aggregation' }>,
  target: number,
  so: Demands,
): Demands {
  const inner = args.at(-1);
  if (!inner) throw new Unsolvable(`${op} of nothing`);
  // Of one series all of these are the series itself.
  if (['sum', 'min', 'max', 'avg', 'topk', 'bottomk', 'quantile'].includes(op)) return solve(inner, target, so);
  if (op === 'group' && target === 1) return satisfy(inner, so);
  if (op === 'count' && target === 1) return satisfy(inner, so);
  if (op === 'count' && target > 1 && Number.isInteger(target))
    return several(inner, target, so, grouping?.labels ?? []);
  throw new Unsolvable(`${op} can not be made ${target}`);
}

/** So many series, told apart by a label that counts nothing else. */
function several(inner: PromExpression, count: number, so: Demands, grouped: readonly string[]): Demands {
  const label = ['instance', 'name', 'number'].find((one) => !grouped.includes(one)) ?? 'copy';
  const one = satisfy(inner, new Demands());
  const all = Array.from({ length: count }, (_, index) =>
    one.all.map((demand) => ({ ...demand, labels: { ...demand.labels, [label]: String(index + 1) } })),
  );
  return all.flat().reduce((demands, next) => demands.with(next), so);
}

/** Functions of a range of one series that give its value, where it stays the same. */
const AS_IT_IS = new Set(['avg_over_time', 'min_over_time', 'max_over_time', 'last_over_time', 'quantile_over_time']);

/** Functions that change nothing about values that suit them. */
const PASSES = new Set([
  ...['abs', 'ceil', 'floor', 'round', 'sort', 'sort_desc', 'clamp', 'clamp_max', 'clamp_min'],
  ...['scalar', 'vector', 'label_replace', 'label_join'],
]);

function call(query: Call, target: number, so: Demands): Demands {
  const { function: name, args } = query;
  const [first, second] = args;
  if (!first) throw new Unsolvable(`${name}() is what it is`);
  if (PASSES.has(name)) return solve(first, target, so);
  if (AS_IT_IS.has(name)) return over(second ?? first, { kind: 'constant', value: target }, so);
  switch (name) {
    case 'rate':
    case 'irate':
    case 'deriv':
      return over(first, { kind: 'slope', perSecond: target }, so);
    case 'increase':
    case 'delta':
      return over(first, { kind: 'slope', perSecond: target / rangeOf(first) }, so);
    case 'changes':
      // Of a sample a minute: between the first and the last of 15 there are 14 steps.
      return over(first, { kind: 'steps', perMinute: target / Math.max(1, rangeOf(first) / 60 - 1) }, so);
    case 'sum_over_time':
      // A sample a minute.
      return over(first, { kind: 'constant', value: (target * 60) / rangeOf(first) }, so);
    case 'predict_linear':
      return over(first, { kind: 'constant', value: target }, so);
    case 'histogram_quantile':
      return quantile(second, target, so);
    case 'absent':
      if (target === 1) return so;
      throw new Unsolvable('what is absent has no other value');
    default:
      throw new Unsolvable(`nothing is known of ${name}`);
  }
}

function over(range: PromExpression, course: Course, so: Demands): Demands {
  if (range.kind === 'selector') return so.with(demand(range, course));
  if (range.kind === 'subquery' && course.kind === 'constant') return solve(range.expression, course.value, so);
  throw new Unsolvable('the range is not of a metric');
}

function rangeOf(range: PromExpression): number {
  return range.kind === 'selector' || range.kind === 'subquery' ? (range.range ?? 60) : 60;
}

/** Every request takes as long: all of them are above one bound, and below the next. */
function quantile(inner: PromExpression | undefined, target: number, so: Demands): Demands {
  const [buckets, ...others] = inner ? selectorsOf(inner) : [];
  if (!buckets || others.length > 0 || target <= 0) throw new Unsolvable('the quantile is not of one histogram');
  const bounds: [string, number][] = [
    [asFloat(target * 0.999), 0],
    [asFloat(target * 1.001), 1],
    ['+Inf', 1],
  ];
  return bounds.reduce(
    (demands, [le, perSecond]) => demands.with(demand(buckets, { kind: 'slope', perSecond }, { le })),
    so,
  );
}

/** Prometheus 3 keeps bounds as `1.0`. */
function asFloat(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function binary(query: Binary, target: number, so: Demands): Demands {
  const { op, left, right, bool } = query;
  switch (op) {
    case 'and':
      return satisfy(right, solve(left, target, so));
    case 'unless':
      return solve(left, target, so);
    case 'or':
      return either([
        () => (valueOf(right, so) === target ? so : solve(left, target, so)),
        () => solve(right, target, so),
      ]);
    case '+':
      return inverse(
        query,
        so,
        (l) => target - l,
        (r) => target - r,
        // Counters are never negative.
        0,
      );
    case '-':
      return difference(query, target, so);
    case '*':
      return inverse(
        query,
        so,
        (l) => target / l,
        (r) => target / r,
      );
    case '/':
      return inverse(
        query,
        so,
        (l) => l / target,
        (r) => target * r,
      );
    case '==':
    case '!=':
    case '>':
    case '<':
    case '>=':
    case '<=': {
      if (bool) return target === 1 ? satisfy(query, so) : dissatisfy(query, so);
      const other = valueOf(right, so);
      if (other === undefined || !compare(op, target, other))
        throw new Unsolvable(`${target} is not ${op} the other side`);
      return solve(left, target, so);
    }
    case '%':
    case '^':
    case 'atan2':
      throw new Unsolvable(`nothing is known of ${op}`);
  }
}

function isCount(query: PromExpression): boolean {
  return query.kind === 'aggregation' && query.op === 'count';
}

/** What one side must be, if the other is known; if none is, the right one is free. */
function inverse(
  { left, right }: Binary,
  so: Demands,
  rightOf: (left: number) => number,
  leftOf: (right: number) => number,
  free = isCount(right) ? 1 : HUNDRED,
): Demands {
  const known = valueOf(right, so);
  if (known !== undefined) return solve(left, leftOf(known), so);
  const other = valueOf(left, so);
  if (other !== undefined) return solve(right, rightOf(other), so);
  return either([
    () => solve(left, leftOf(free), solve(right, free, so)),
    () => solve(right, free, solve(left, leftOf(free), so)),
  ]);
}

/** How long ago, and how long until. */
function difference(query: Binary, target: number, so: Demands): Demands {
  const { left, right } = query;
  if (isTime(left)) return timed(right, -target, so);
  if (isTime(right)) return timed(left, target, so);
  return inverse(
    query,
    so,
    (l) => l - target,
    (r) => target + r,
  );
}

function isTime(query: PromExpression): boolean {
  return query.kind === 'call' && query.function === 'time';
}

function timed(query: PromExpression, offset: number, so: Demands): Demands {
  if (query.kind === 'selector') return so.with(demand(query, { kind: 'time', offset }));
  const inner = query.kind === 'aggregation' || query.kind === 'call' ? query.args.at(-1) : undefined;
  if (!inner) throw new Unsolvable('the time is not compared with a metric');
  return timed(inner, offset, so);
}

/** That something is there: of a comparison, what fulfils it. */
function satisfy(query: PromExpression, so: Demands): Demands {
  return satisfied(query, so, true);
}

function dissatisfy(query: PromExpression, so: Demands): Demands {
  return satisfied(query, so, false);
}

function satisfied(query: PromExpression, so: Demands, holds: boolean): Demands {
  if (query.kind !== 'binary' || !/^[=!<>]=?$/.test(query.op))
    return valueOf(query, so) === undefined ? solve(query, 1, so) : so;
  const { op, left, right } = query;
  const limit = valueOf(right, so) ?? 1;
  const already = valueOf(left, so);
  if (already !== undefined) {
    if (compare(op, already, limit) === holds) return so;
    throw new Unsolvable(`${already} is known of a side`);
  }
  const value = [limit, limit * 2 + 1, limit / 2, limit - 1].find((one) => compare(op, one, limit) === holds);
  if (value === undefined) throw new Unsolvable(`nothing is ${op} ${limit}`);
  return solve(left, value, valueOf(right, so) === undefined ? solve(right, limit, so) : so);
}

function either(ways: readonly (() => Demands)[]): Demands {
  let last: unknown;
  for (const way of ways)
    try {
      return way();
    } catch (error) {
      if (!(error instanceof Unsolvable)) throw error;
      last = error;
    }
  throw last;
}
