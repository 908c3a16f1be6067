import { closest } from '../../../model/closest.js';
import type { Threshold } from '../../../model/contribution.js';
import { NexusError, show } from '../../../model/errors.js';
import { type PromExpression, partsOf, selectorsOf } from '../../../read/promql/expression.js';
import { parsePromql } from '../../../read/promql/parse.js';
import { PromqlProblem } from '../../../read/promql/problem.js';
import { alertName } from './alert-name.js';
import type { KnownSeries } from './known-series.js';
import type { Watched } from './watched.js';

/** What is wrong with observables, each with the line where it was said: nobody could trust what follows from them. */
export function wrongObservables(observables: readonly Watched[], known: KnownSeries): NexusError[] {
  return [...observables.flatMap((one) => wrongWith(one, known)), ...sameAlerts(observables)];
}

function wrongWith(watched: Watched, known: KnownSeries): NexusError[] {
  const problem = (text: string, fix: string) =>
    new NexusError(`observable ${show(watched.name)}: ${text}`, { ...watched.origin, fix });
  let query: PromExpression;
  try {
    query = parsePromql(watched.query);
  } catch (error) {
    if (!(error instanceof PromqlProblem)) throw error;
    const { message, at } = error;
    return [problem(`the query is no PromQL: ${message}`, `Correct it at character ${at + 1}: ${show(watched.query)}`)];
  }
  const found: NexusError[] = [];
  for (const selector of selectorsOf(query)) {
    const wrong = known.wrongWith(selector);
    if (wrong) found.push(problem(wrong.problem, wrong.fix));
  }
  if (found.length > 0) return found;
  const labels = labelsIn(query, known);
  if (labels) {
    const grouped = groupedBy(query).find((label) => !labels.has(label));
    if (grouped !== undefined)
      found.push(problem(`no series of the query has the label ${show(grouped)}`, fixLabel(grouped, labels)));
    const legend = legendLabels(watched.panel.legend).find((label) => !labels.has(label));
    if (legend !== undefined)
      found.push(problem(`the legend names the label ${show(legend)}, which no series has`, fixLabel(legend, labels)));
  }
  const disorder = outOfOrder(watched.warning, watched.critical);
  if (disorder !== undefined)
    found.push(problem(disorder, 'Let the warning come first: it leaves time to act before somebody is woken'));
  return found;
}

function fixLabel(label: string, labels: ReadonlySet<string>): string {
  const meant = closest(label, labels);
  return meant === undefined ? `They have ${[...labels].sort().join(', ')}` : `Did you mean ${show(meant)}?`;
}

/** Every label that a series in it may have; undefined where one is of unknown labels. */
function labelsIn(query: PromExpression, known: KnownSeries): ReadonlySet<string> | undefined {
  const labels = new Set<string>();
  for (const { metric, matchers } of selectorsOf(query)) {
    const job = matchers.find(({ name, op }) => name === 'job' && op === '=')?.value;
    const found = metric === undefined ? 'unknown' : known.labelsOf(metric, job);
    if (found === undefined || found === 'unknown') return undefined;
    for (const label of found) labels.add(label);
  }
  for (const label of madeIn(query)) labels.add(label);
  return labels;
}

/** Labels that functions add. */
function madeIn(query: PromExpression): string[] {
  const own =
    query.kind === 'call' && query.function.startsWith('label_') && query.args[1]?.kind === 'string'
      ? [query.args[1].value]
      : query.kind === 'aggregation' && query.op === 'count_values' && query.args[0]?.kind === 'string'
        ? [query.args[0].value]
        : [];
  return [...own, ...partsOf(query).flatMap(madeIn)];
}

/** Labels that aggregations and matchings name. */
function groupedBy(query: PromExpression): string[] {
  const own =
    query.kind === 'aggregation'
      ? (query.grouping?.labels ?? [])
      : query.kind === 'binary'
        ? [...(query.matching?.labels ?? []), ...(query.matching?.group?.include ?? [])]
        : [];
  return [...own, ...partsOf(query).flatMap(groupedBy)];
}

/** Grafana's `{{instance}}`. */
function legendLabels(legend: string): string[] {
  return [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = '']) => label);
}

/** A warning that comes after what is critical, or looks the other way, warns of nothing. */
function outOfOrder(warning: Threshold | undefined, critical: Threshold | undefined): string | undefined {
  if (!warning || !critical) return undefined;
  const [first, last] = [warning.comparison, critical.comparison].map((comparison) => comparison.charAt(0));
  const both = `warning is ${warning.comparison} ${warning.value} and critical ${critical.comparison} ${critical.value}`;
  if (first !== last) return `${both}: they look in two directions`;
  const isLate = first === '>' ? warning.value > critical.value : first === '<' && warning.value < critical.value;
  return isLate ? `${both}: the warning comes after what is critical` : undefined;
}

/** `a-b` of `c` and `b-c` … of two subjects can end in one name, which somebody would silence for both. */
function sameAlerts(observables: readonly Watched[]): NexusError[] {
  const first = new Map<string, Watched>();
  return observables.flatMap((one) => {
    const name = alertName(one.subject, one);
    const other = first.get(name);
    if (!other) first.set(name, one);
    if (!other) return [];
    const place = other.origin.location.resolve();
    return new NexusError(
      `the alerts of ${other.subject}, ${other.name} and of ${one.subject}, ${one.name} are both called ${name}${place ? `, see ${place}` : ''}`,
      { ...one.origin, fix: 'Give one of them another name in alert' },
    );
  });
}
