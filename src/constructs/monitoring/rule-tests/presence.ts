import type { Binary, PromExpression } from '../../../read/promql/expression.js';
import { demand, type Demands, either, Unsolvable } from './demands.js';
import { compare, valueOf } from './value-of.js';

type Solve = (query: PromExpression, target: number, so: Demands) => Demands;

/** Demands under which a query yields something, or nothing. */
export interface Presence {
  /** That something is there: of a comparison, what fulfils it. */
  readonly satisfy: (query: PromExpression, so: Demands) => Demands;
  /** That a comparison does not hold. */
  readonly dissatisfy: (query: Binary, so: Demands) => Demands;
  /**
   * That nothing is there, with series as of a quiet day where that is possible: a comparison that does not hold.
   *
   * @throws Unsolvable if it always has a value, or one that was demanded of it
   */
  readonly avoid: (query: PromExpression, so: Demands) => Demands;
}

/** @param solve gives a query a value */
export function presence(solve: Solve): Presence {
  function satisfy(query: PromExpression, so: Demands): Demands {
    if (query.kind === 'binary') {
      const { op, left, right } = query;
      if (op === 'and') return satisfy(right, satisfy(left, so));
      if (op === 'or') return either([() => satisfy(left, so), () => satisfy(right, so)]);
      if (op === 'unless') return avoid(right, satisfy(left, so));
    }
    return isComparison(query)
      ? compared(query, so, true)
      : valueOf(query, so) === undefined
        ? solve(query, 1, so)
        : so;
  }

  function dissatisfy(query: Binary, so: Demands): Demands {
    return compared(query, so, false);
  }

  function avoid(query: PromExpression, so: Demands): Demands {
    if (isComparison(query) && !query.bool)
      return either([() => compared(query, so, false), () => avoid(query.left, so), () => avoid(query.right, so)]);
    switch (query.kind) {
      case 'selector':
        if (so.courseOf(query)) throw new Unsolvable('it has a value already');
        return so;
      case 'binary':
        if (query.op === 'or') return avoid(query.right, avoid(query.left, so));
        if (query.op === 'unless') return either([() => avoid(query.left, so), () => satisfy(query.right, so)]);
        return either([() => avoid(query.left, so), () => avoid(query.right, so)]);
      case 'negation':
      case 'subquery':
        return avoid(query.expression, so);
      case 'call':
      case 'aggregation': {
        const inner = query.args.find((arg) => arg.kind !== 'number' && arg.kind !== 'string');
        if (!inner) throw new Unsolvable('it always has a value');
        if (query.kind === 'call' && /^absent/.test(query.function)) return there(inner, so);
        if (query.kind === 'call' && query.function === 'vector') throw new Unsolvable('it always has a value');
        return avoid(inner, so);
      }
      case 'number':
      case 'string':
        throw new Unsolvable('it always has a value');
    }
  }

  function there(query: PromExpression, so: Demands): Demands {
    if (query.kind === 'selector') return so.with(demand(query, so.courseOf(query) ?? { kind: 'constant', value: 1 }));
    return satisfy(query, so);
  }

  /** A comparison that holds, or does not. */
  function compared({ op, left, right }: Binary, so: Demands, holds: boolean): Demands {
    const value = valueOf(left, so);
    const limit = valueOf(right, so);
    if (value !== undefined && limit !== undefined) {
      if (compare(op, value, limit) === holds) return so;
      throw new Unsolvable(`${value} is known of a side`);
    }
    if (value !== undefined) {
      const limits = candidates(value).filter((one) => compare(op, value, one) === holds);
      return either(limits.map((one) => () => solve(right, one, so)));
    }
    const other = limit ?? 1;
    const found = limit === undefined ? solve(right, other, so) : so;
    const values = candidates(other).filter((one) => compare(op, one, other) === holds);
    return either(values.map((one) => () => solve(left, one, found)));
  }
  return { satisfy, dissatisfy, avoid };
}

function isComparison(query: PromExpression): query is Binary {
  return query.kind === 'binary' && /^[=!<>]=?$/.test(query.op);
}

/** Values on both sides of a limit, and at last the limit: what is worked out may be a little beside it. */
function candidates(limit: number): number[] {
  // A part stays below the whole.
  const part = limit > 0 && limit < 1 ? [(limit + 1) / 2] : [];
  return [...part, limit / 2, limit * 2 + 1, limit - 1, limit];
}
