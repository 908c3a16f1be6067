import { type Matching, type PromExpression, partsOf, type Selector } from '../../../read/promql/expression.js';
import { checkTypes } from '../../../read/promql/types.js';

/** A selector, and which of its labels can be seen where two sides are compared. */
interface Visible {
  readonly selector: Selector;
  readonly sees: (label: string) => boolean;
}

/** Two selectors whose series find each other by the labels that both see: in these they must agree. */
export interface Link {
  readonly selectors: readonly [Selector, Selector];
  readonly sees: (label: string) => boolean;
}

/** Which series of a query must have labels in common, so that its operators find them. */
export function linksOf(query: PromExpression): Link[] {
  const inner = partsOf(query).flatMap(linksOf);
  if (query.kind !== 'binary' || query.op === 'or') return inner;
  const { left, right, matching } = query;
  if ([left, right].some((side) => checkTypes(side) === 'scalar')) return inner;
  const counts = counting(matching);
  const own = visibleIn(left).flatMap((one) =>
    visibleIn(right).map((other): Link => ({
      selectors: [one.selector, other.selector],
      sees: (label) => counts(label) && one.sees(label) && other.sees(label),
    })),
  );
  return [...inner, ...own];
}

function counting(matching: Matching | undefined): (label: string) => boolean {
  if (!matching) return () => true;
  const isNamed = (label: string) => matching.labels.includes(label);
  return matching.by === 'on' ? isNamed : (label) => !isNamed(label);
}

function visibleIn(query: PromExpression): Visible[] {
  switch (query.kind) {
    case 'selector':
      return [{ selector: query, sees: () => true }];
    case 'aggregation': {
      const { op, args, grouping } = query;
      const inner = args.flatMap(visibleIn);
      if (op === 'topk' || op === 'bottomk') return inner;
      if (!grouping) return [];
      const isNamed = (label: string) => grouping.labels.includes(label);
      return restricted(inner, grouping.by === 'by' ? isNamed : (label) => !isNamed(label));
    }
    case 'call':
      if (/^(?:vector|scalar|time|absent)/.test(query.function)) return [];
      return restricted(
        query.args.flatMap(visibleIn),
        (label) => label !== 'le' || !query.function.startsWith('histogram'),
      );
    case 'binary': {
      const sides = ['and', 'unless'].includes(query.op) ? [query.left] : [query.left, query.right];
      const isOneToOne = query.matching && !query.matching.group && !['and', 'or', 'unless'].includes(query.op);
      return restricted(sides.flatMap(visibleIn), isOneToOne ? counting(query.matching) : () => true);
    }
    case 'negation':
    case 'subquery':
      return visibleIn(query.expression);
    case 'number':
    case 'string':
      return [];
  }
}

function restricted(all: readonly Visible[], to: (label: string) => boolean): Visible[] {
  return all.map(({ selector, sees }) => ({ selector, sees: (label) => sees(label) && to(label) }));
}
