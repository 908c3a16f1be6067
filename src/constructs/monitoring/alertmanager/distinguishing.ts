import type { PromExpression } from '../../../read/promql/expression.js';
import { parsePromql } from '../../../read/promql/parse.js';
import type { AlertRule } from '../rules/alert-rules.js';

/** Of series that are not grouped: which container they are of. */
const SERIES = ['instance'];

/**
 * Labels that tell alerts of one name about one service apart, as `datname` of several databases: a critical one is no reason to
 * be silent about a warning of another. Only of those that have both.
 */
export function distinguishing(alerts: readonly AlertRule[]): string[] {
  const both = alerts.filter(({ watched: { warning, critical } }) => warning && critical);
  const labels = both.flatMap(({ watched: { query } }) => labelsOf(parsePromql(query)));
  return [...new Set(labels)].filter((label) => label !== 'service').sort();
}

/** Labels that the results of an expression differ in. */
function labelsOf(expression: PromExpression): readonly string[] {
  switch (expression.kind) {
    case 'aggregation':
      return expression.grouping?.by === 'by' ? expression.grouping.labels : [];
    case 'binary':
      return [...new Set([...labelsOf(expression.left), ...labelsOf(expression.right)])];
    case 'call':
      return /^(?:vector|scalar|time|absent)/.test(expression.function) ? [] : expression.args.flatMap(labelsOf);
    case 'negation':
    case 'subquery':
      return labelsOf(expression.expression);
    case 'selector':
      return SERIES;
    case 'number':
    case 'string':
      return [];
  }
}
