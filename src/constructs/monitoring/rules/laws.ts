import { closest } from '../../../model/closest.js';
import type { Threshold } from '../../../model/contribution.js';
import { NexusError, show } from '../../../model/errors.js';
import { type PromExpression, partsOf, selectorsOf } from '../../../read/promql/expression.js';
import { commentIn, parsePromql } from '../../../read/promql/parse.js';
import { checkTypes } from '../../../read/promql/types.js';
import { PromqlProblem } from '../../../read/promql/problem.js';
import { alertName, missingName } from './alert-name.js';
import { wrongBound } from './float-bounds.js';
import { type KnownSeries, listLabels } from './known-series.js';
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
  const form = formOf(watched, query);
  if (form) return [problem(...form)];
  const found: NexusError[] = [];
  for (const selector of selectorsOf(query)) {
    const wrong = known.wrongWith(selector) ?? wrongBound(selector);
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

/** What would make a rule file that Prometheus refuses, or an alert that can't fire. */
function formOf(
  { query: text, mustExist, subject, ...watched }: Watched,
  query: PromExpression,
): [string, string] | undefined {
  const comment = commentIn(text);
  if (comment !== undefined)
    return [
      `the query has a comment at character ${comment + 1}`,
      'Say it in description: rules are built around the query',
    ];
  const type = checkTypes(query);
  if (type !== 'vector')
    return [
      `the query yields a ${TYPES[type]}, and an alert needs an instant vector`,
      'Leave out what makes it one, such as scalar(…) or [5m]',
    ];
  const reserved = groupedBy(query).find((label) => RESERVED.has(label));
  if (reserved !== undefined)
    return [`the query groups by ${reserved}, which is a label of the alert itself`, 'Rename it with label_replace(…)'];
  if (mustExist && alwaysThere(query, subject))
    return ['it always has a value, and can not be missing', 'Write mustExist: false'];
  const name = alertName(subject, watched);
  if ((watched.warning ?? watched.critical) && watched.alert !== 'Down' && name.endsWith('Down'))
    return [
      `its alert would be called ${name}, and what ends in Down is the cause of others`,
      'Give it another name in alert',
    ];
  return undefined;
}

/** Of alerts: series that have them would be one. */
const RESERVED = new Set(['alertname', 'alertstate', 'severity', 'observable', 'owner']);

const TYPES = { scalar: 'number', string: 'string', matrix: 'range of samples', vector: 'vector' } as const;

/** What has a value of its own, or is made of whether the target is up. */
function alwaysThere(query: PromExpression, subject: string): boolean {
  if (query.kind === 'binary' && query.op === 'or') return [query.left, query.right].some((side) => isConstant(side));
  if (isConstant(query)) return true;
  return selectorsOf(query).every(
    ({ metric, matchers }) =>
      metric === 'up' && matchers.some(({ name, value }) => name === 'job' && value === subject),
  );
}

function isConstant(query: PromExpression): boolean {
  return selectorsOf(query).length === 0 && query.kind !== 'binary';
}

function fixLabel(label: string, labels: ReadonlySet<string>): string {
  const meant = closest(label, labels);
  return meant === undefined ? `They have ${listLabels(labels)}` : `Did you mean ${show(meant)}?`;
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
    const hasAlert = (one.warning ?? one.critical) !== undefined;
    const names = [
      ...(hasAlert ? [alertName(one.subject, one)] : []),
      ...(hasAlert && one.mustExist ? [missingName(one.subject, one)] : []),
    ];
    return names.flatMap((name) => {
      const other = first.get(name);
      if (!other) first.set(name, one);
      if (!other) return [];
      const place = other.origin.location.resolve();
      return new NexusError(
        `the alerts of ${other.subject}, ${other.name} and of ${one.subject}, ${one.name} are both called ${name}${place ? `, see ${place}` : ''}`,
        { ...one.origin, fix: 'Give one of them another name in alert' },
      );
    });
  });
}
