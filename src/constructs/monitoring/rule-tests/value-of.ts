import type { BinaryOperator, PromExpression } from '../../../read/promql/expression.js';
import type { Course, Demands } from './demands.js';

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

function ofCall({ function: name, args }: Extract<PromExpression, { kind: 'call' }>, so: Demands): number | undefined {
  const [first] = args;
  if (first?.kind !== 'selector') return first && ['vector', 'scalar'].includes(name) ? valueOf(first, so) : undefined;
  const course = so.courseOf(first);
  if (name === 'rate' || name === 'irate') return course?.kind === 'slope' ? course.perSecond : undefined;
  if (name === 'increase') return course?.kind === 'slope' ? course.perSecond * (first.range ?? 0) : undefined;
  return undefined;
}

function constant(course: Course | undefined): number | undefined {
  return course?.kind === 'constant' ? course.value : undefined;
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
