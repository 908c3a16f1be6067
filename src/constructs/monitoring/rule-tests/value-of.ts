import type { BinaryOperator, Call, PromExpression } from '../../../read/promql/expression.js';
import type { Course } from './course.js';
import { Demands } from './demands.js';

/** Functions that change nothing about values that suit them. */
export const PASSES = new Set([
  ...['abs', 'ceil', 'floor', 'round', 'sgn', 'sort', 'sort_desc', 'clamp', 'clamp_max', 'clamp_min'],
  ...['scalar', 'vector', 'label_replace', 'label_join'],
]);

/** What functions of a value are given, so that they give another one. */
export const UNDONE: Readonly<Record<string, (value: number) => number>> = {
  exp: Math.log,
  ln: Math.exp,
  log10: (value) => 10 ** value,
  log2: (value) => 2 ** value,
  sqrt: (value) => (value < 0 ? NaN : value ** 2),
};

/** What one of {@link PASSES} makes of a value. Rounding is left out: it is on the same side of most thresholds. */
export function passed({ function: name, args }: Call, value: number): number {
  const limits = args.slice(1).map((arg) => valueOf(arg, new Demands()) ?? NaN);
  const [least = NaN, most = least] = limits;
  switch (name) {
    case 'abs':
      return Math.abs(value);
    case 'sgn':
      return Math.sign(value);
    case 'clamp':
      return Math.min(Math.max(value, least), most);
    case 'clamp_max':
      return Math.min(value, least);
    case 'clamp_min':
      return Math.max(value, least);
    default:
      return value;
  }
}

/** What a query over single series gives, as far as the demands say; undefined where they don't. */
export function valueOf(query: PromExpression, so: Demands): number | undefined {
  switch (query.kind) {
    case 'number':
      return query.value;
    case 'selector':
      return constant(so.courseOf(query));
    case 'negation': {
      const value = valueOf(query.expression, so);
      return value === undefined ? undefined : -value;
    }
    case 'aggregation': {
      const inner = query.args.at(-1);
      if (!inner || !['sum', 'min', 'max', 'avg'].includes(query.op)) return undefined;
      return valueOf(inner, so);
    }
    case 'call':
      return ofCall(query, so);
    case 'binary':
      return ofBinary(query.op, valueOf(query.left, so), valueOf(query.right, so));
    case 'string':
    case 'subquery':
      return undefined;
  }
}

function ofCall(query: Call, so: Demands): number | undefined {
  const { function: name, args } = query;
  const [first] = args;
  if (first && PASSES.has(name)) {
    const value = valueOf(first, so);
    return value === undefined ? undefined : passed(query, value);
  }
  if (first?.kind !== 'selector') return undefined;
  const perSecond = slope(so.courseOf(first));
  if (perSecond === undefined) return undefined;
  if (['rate', 'irate', 'deriv'].includes(name)) return perSecond;
  return ['increase', 'delta'].includes(name) ? perSecond * (first.range ?? 0) : undefined;
}

function slope(course: Course | undefined): number | undefined {
  return course?.kind === 'slope' || course?.kind === 'ramp' ? course.perSecond : undefined;
}

function constant(course: Course | undefined): number | undefined {
  return course?.kind === 'constant' || course?.kind === 'ramp' ? course.value : undefined;
}

function ofBinary(op: BinaryOperator, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (op === '+') return left + right;
  if (op === '-') return left - right;
  if (op === '*') return left * right;
  return op === '/' ? left / right : undefined;
}

export function compare(op: string, value: number, limit: number): boolean {
  switch (op) {
    case '==':
      return value === limit;
    case '!=':
      return value !== limit;
    case '>':
      return value > limit;
    case '<':
      return value < limit;
    case '>=':
      return value >= limit;
    case '<=':
      return value <= limit;
    default:
      return false;
  }
}
