import type { Aggregation, Binary, Call, PromExpression, Selector } from './expression.js';
import { checkTypes } from './types.js';

/** Labels that series may differ in. */
export interface ResultLabels {
  readonly names: ReadonlySet<string>;
  /** Whether there are no others. */
  readonly complete: boolean;
}

const NONE: ResultLabels = { names: new Set(), complete: true };

/** Functions whose result has no labels, or always the same. */
const WITHOUT = new Set(['vector', 'scalar', 'time', 'pi', 'absent', 'absent_over_time']);

/**
 * Labels that the results of a query differ in, as Prometheus gives them: aggregations and matchings take some away, functions
 * keep them.
 *
 * @param labelsOf labels of the series that a selector finds
 */
export function resultLabels(expression: PromExpression, labelsOf: (selector: Selector) => ResultLabels): ResultLabels {
  const of = (inner: PromExpression): ResultLabels => resultLabels(inner, labelsOf);
  switch (expression.kind) {
    case 'selector': {
      const { names, complete } = labelsOf(expression);
      // All that are found have the same.
      const same = expression.matchers.filter(({ op }) => op === '=').map(({ name }) => name);
      return { names: minus(names, same), complete };
    }
    case 'aggregation':
      return ofAggregation(expression, of);
    case 'binary':
      return ofBinary(expression, of);
    case 'call':
      return ofCall(expression, of);
    case 'negation':
    case 'subquery':
      return of(expression.expression);
    case 'number':
    case 'string':
      return NONE;
  }
}

type Of = (inner: PromExpression) => ResultLabels;

function ofAggregation({ op, grouping, args }: Aggregation, of: Of): ResultLabels {
  const last = args.at(-1);
  const inner = last ? of(last) : NONE;
  // These choose among series, and change none.
  if (op === 'topk' || op === 'bottomk') return inner;
  const own = op === 'count_values' && args[0]?.kind === 'string' ? [args[0].value] : [];
  const kept =
    grouping === undefined
      ? NONE
      : grouping.by === 'by'
        ? only(inner, grouping.labels)
        : { ...inner, names: minus(inner.names, grouping.labels) };
  return { ...kept, names: plus(kept.names, own) };
}

function ofCall({ function: name, args }: Call, of: Of): ResultLabels {
  if (WITHOUT.has(name)) return NONE;
  const series = args.find((arg) => /^(?:vector|matrix)$/.test(checkTypes(arg)));
  // hour() and the like are of the current time.
  if (!series) return NONE;
  const inner = of(series);
  if (/^histogram_(?:quantile|fraction)$/.test(name)) return { ...inner, names: minus(inner.names, ['le']) };
  const made = name.startsWith('label_') && args[1]?.kind === 'string' ? [args[1].value] : [];
  return { ...inner, names: plus(inner.names, made) };
}

function ofBinary({ op, left, right, matching }: Binary, of: Of): ResultLabels {
  if (checkTypes(left) === 'scalar') return of(right);
  if (checkTypes(right) === 'scalar' || op === 'unless') return of(left);
  const [one, other] = [of(left), of(right)];
  if (op === 'or') return { names: plus(one.names, other.names), complete: one.complete && other.complete };
  if (matching?.group) {
    const many = matching.group.side === 'left' ? one : other;
    return { ...many, names: plus(many.names, matching.group.include) };
  }
  // Both sides have the same labels.
  if (!matching) return one.complete || !other.complete ? one : other;
  if (op === 'and') return one;
  return matching.by === 'on' ? only(one, matching.labels) : { ...one, names: minus(one.names, matching.labels) };
}

/** Of these labels those that there may be. */
function only({ names, complete }: ResultLabels, labels: readonly string[]): ResultLabels {
  return { names: new Set(labels.filter((label) => !complete || names.has(label))), complete: true };
}

function minus(names: ReadonlySet<string>, others: readonly string[]): ReadonlySet<string> {
  return new Set([...names].filter((name) => !others.includes(name)));
}

function plus(names: ReadonlySet<string>, others: Iterable<string>): ReadonlySet<string> {
  return new Set([...names, ...others]);
}
