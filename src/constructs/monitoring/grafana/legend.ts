import type { PromExpression } from '../../../read/promql/expression.js';
import { parsePromql } from '../../../read/promql/parse.js';
import type { Shown } from '../rules/watched.js';

/** Aggregations that pick series, as they are, out of those that they are given. */
const PICKING = ['topk', 'bottomk', 'limitk', 'limit_ratio'];

/** Functions whose result has labels of its own, or none. */
const WITHOUT_LABELS = ['absent', 'absent_over_time', 'scalar', 'time', 'vector'];

/**
 * What a series is called. Of a query that sums all replicas up, `{{instance}}` would be empty, and the line have no name:
 * it is called after its workload then.
 */
export function legendOf({ panel: { legend }, query, subject }: Shown): string {
  const labels = [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = '']) => label);
  const expression = parsePromql(query);
  const isNamed = legend.trim() !== '' && labels.every((label) => mayHave(expression, label));
  return isNamed ? legend : subject;
}

/** Whether the result may have a label that the series have. */
function mayHave(expression: PromExpression, label: string): boolean {
  const inside = (part: PromExpression) => mayHave(part, label);
  switch (expression.kind) {
    case 'number':
    case 'string':
      return false;
    case 'selector':
      return true;
    case 'subquery':
    case 'negation':
      return inside(expression.expression);
    case 'call':
      if (expression.function.startsWith('label_') && expression.args[1]?.kind === 'string')
        if (expression.args[1].value === label) return true;
      return !WITHOUT_LABELS.includes(expression.function) && expression.args.some(inside);
    case 'aggregation': {
      const { op, grouping, args } = expression;
      if (op === 'count_values' && args[0]?.kind === 'string' && args[0].value === label) return true;
      const isKept = PICKING.includes(op) || (grouping && (grouping.by === 'by') === grouping.labels.includes(label));
      return isKept === true && args.some(inside);
    }
    case 'binary': {
      const { op, left, right, matching } = expression;
      if (op === 'or') return inside(left) || inside(right);
      if (left.kind === 'number') return inside(right);
      if (right.kind === 'number' || op === 'and' || op === 'unless') return inside(left);
      if (matching?.group?.include.includes(label)) return true;
      if (matching?.group) return inside(matching.group.side === 'left' ? left : right);
      // One series of each side make one, with the labels by which they found each other.
      if (matching) return (matching.by === 'on') === matching.labels.includes(label) && inside(left);
      return inside(left) && inside(right);
    }
  }
}
