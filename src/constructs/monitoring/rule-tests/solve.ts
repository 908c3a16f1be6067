import {
  type Aggregation,
  type Binary,
  type Call,
  type PromExpression,
  selectorsOf,
} from '../../../read/promql/expression.js';
import { asFloat } from '../rules/float-bounds.js';
import { demand, Demands, either, Unsolvable } from './demands.js';
import { presence } from './presence.js';
import { courseFor, rangeIn } from './range-functions.js';
import { compare, PASSES, passed, UNDONE, valueOf } from './value-of.js';

export const { avoid, dissatisfy, satisfy } = presence(solve);

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

function aggregation({ op, args, grouping }: Aggregation, target: number, so: Demands): Demands {
  const inner = args.at(-1);
  if (!inner) throw new Unsolvable(`${op} of nothing`);
  // Of one series all of these are the series itself.
  if (['sum', 'min', 'max', 'avg', 'topk', 'bottomk', 'quantile'].includes(op)) return solve(inner, target, so);
  if (op === 'group' && target === 1) return satisfy(inner, so);
  const isCounting = op === 'count' || op === 'count_values';
  if (isCounting && target === 1) return satisfy(inner, so);
  if (isCounting && target > 1 && Number.isInteger(target)) return several(inner, target, so, grouping?.labels ?? []);
  throw new Unsolvable(`${op} can not be made ${target}`);
}

/** So many series, told apart by a label that counts nothing else. */
function several(inner: PromExpression, count: number, so: Demands, grouped: readonly string[]): Demands {
  const kept = groupingIn(inner);
  const label = (kept ?? ['instance', 'name', 'number', 'copy']).find((one) => !grouped.includes(one));
  if (label === undefined) throw new Unsolvable('there is only one of what is counted');
  const one = satisfy(inner, new Demands([], so.step));
  const all = Array.from({ length: count }, (_, index) =>
    one.all.map((demand) => ({ ...demand, labels: { ...demand.labels, [label]: String(index + 1) } })),
  );
  return all.flat().reduce((demands, next) => demands.with(next), so);
}

/** Labels that are left of what is counted, where it is grouped. */
function groupingIn(query: PromExpression): readonly string[] | undefined {
  if (query.kind === 'aggregation' && query.grouping?.by !== 'without') return query.grouping?.labels ?? [];
  if (query.kind === 'binary') return groupingIn(query.left);
  return query.kind === 'call' && query.args[0] ? groupingIn(query.args[0]) : undefined;
}

function call(query: Call, target: number, so: Demands): Demands {
  const { function: name, args } = query;
  const [first, second] = args;
  if (!first) throw new Unsolvable(`${name}() is what it is`);
  if (PASSES.has(name)) {
    if (passed(query, target) !== target) throw new Unsolvable(`${name} never gives ${target}`);
    return solve(first, target, so);
  }
  const undone = UNDONE[name]?.(target);
  if (undone !== undefined && Number.isFinite(undone)) return solve(first, undone, so);
  if (name === 'histogram_quantile') return quantile(second, target, so);
  if (name === 'absent' || name === 'absent_over_time') {
    if (target === 1 && selectorsOf(first).every((one) => so.courseOf(one) === undefined)) return so;
    throw new Unsolvable('what is absent has no other value');
  }
  const found = rangeIn(query);
  if (!found) throw new Unsolvable(`nothing is known of ${name}`);
  const course = courseFor(name, target, found.seconds, so.step);
  const { range } = found;
  if (range.kind === 'selector') return so.with(demand(range, course));
  if (range.kind === 'subquery' && course.kind === 'constant')
    return solve(ago(range.expression, range.offset ?? 0), course.value, so);
  throw new Unsolvable('the range is not of a metric');
}

/** Everything in it so many seconds earlier. */
function ago(query: PromExpression, seconds: number): PromExpression {
  if (seconds === 0) return query;
  switch (query.kind) {
    case 'selector':
      return { ...query, offset: (query.offset ?? 0) + seconds };
    case 'subquery':
    case 'negation':
      return { ...query, expression: ago(query.expression, seconds) };
    case 'call':
    case 'aggregation':
      return { ...query, args: query.args.map((arg) => ago(arg, seconds)) };
    case 'binary':
      return { ...query, left: ago(query.left, seconds), right: ago(query.right, seconds) };
    case 'number':
    case 'string':
      return query;
  }
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

function binary(query: Binary, target: number, so: Demands): Demands {
  const { op, left, right, bool } = query;
  switch (op) {
    case 'and':
      return satisfy(right, solve(left, target, so));
    case 'unless':
      return avoid(right, solve(left, target, so));
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
      if (other !== undefined && !compare(op, target, other))
        throw new Unsolvable(`${target} is not ${op} the other side`);
      const found = solve(left, target, so);
      return other === undefined ? limited(query, target, found) : found;
    }
    case '%':
    case '^':
    case 'atan2':
      throw new Unsolvable(`nothing is known of ${op}`);
  }
}

/** A right side such that the value of the left one stands in the comparison. */
function limited({ op, right }: Binary, value: number, so: Demands): Demands {
  const known = valueOf(right, so);
  const ways = known === undefined ? [value / 2, value - 1, value * 2 + 1, value] : [known];
  return either(
    ways
      .filter((limit) => compare(op, value, limit))
      .map((limit) => () => (known === undefined ? solve(right, limit, so) : so)),
  );
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
