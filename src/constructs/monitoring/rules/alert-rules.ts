import type { AlertSeverity, Language, ObservableUnit, Threshold } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { textIn } from '../../../model/text.js';
import type { PromExpression } from '../../../read/promql/expression.js';
import { parsePromql } from '../../../read/promql/parse.js';
import { CATALOGUE } from '../texts/catalogue.js';
import { alertName, missingName, runbookAnchor } from './alert-name.js';
import type { Watched } from './watched.js';

/** An alerting rule of Prometheus, and what it comes from. */
export interface AlertRule {
  readonly alert: string;
  readonly severity: AlertSeverity;
  readonly expr: string;
  readonly for: Duration;
  /** How long it goes on to fire when its condition is over. @default not at all */
  readonly keepFiringFor?: Duration;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly watched: Watched;
  /** What the value is compared with; none where it fires because there is no value. */
  readonly threshold?: Threshold;
  /** When it fires, in the language of the runbook, where no threshold says it. */
  readonly condition?: string;
}

/** Where somebody who reads an alert finds more. */
export interface AlertLinks {
  /** What stands before `#anchor` in links to the runbook. */
  readonly runbook: string;
  /** Path of the panel of an observable. @default there are no dashboards */
  readonly dashboard?: (watched: Watched) => string | undefined;
}

export interface AlertSettings extends AlertLinks {
  readonly language: Language;
  /** Names of the jobs that are scraped. */
  readonly jobs: ReadonlySet<string>;
}

/**
 * What is down is told as down until its symptoms are over, too: they are rates over five minutes, and when nothing holds them
 * back any more, they would wake somebody for what has just ended.
 */
export const SYMPTOMS_LAST = Duration.minutes(5);

/** Long enough for what a container collects only some time after its start. */
const MISSING_FOR = Duration.minutes(10);

/** The alerting rules of an observable: by how serious they are, and one for the case that it has no value. */
export function alertRules(watched: Watched, settings: AlertSettings): AlertRule[] {
  const rules = (['critical', 'warning'] as const).flatMap((severity): AlertRule[] => {
    const threshold = watched[severity];
    if (!threshold) return [];
    const { comparison, value, for: lasting = Duration.seconds(0) } = threshold;
    const { language } = settings;
    return [
      {
        ...common(watched, severity),
        alert: alertName(watched.subject, watched),
        expr: `${inner(watched.query)} ${comparison} ${value}`,
        for: lasting,
        ...(isCause(watched, severity) && { keepFiringFor: SYMPTOMS_LAST }),
        annotations: {
          summary: summary(watched, language),
          ...(watched.nextSteps !== undefined && { description: asText(textIn(language, watched.nextSteps)) }),
          ...linksOf(watched, settings),
        },
        threshold,
      },
    ];
  });
  return watched.mustExist && rules.length > 0 ? [...rules, missing(watched, settings)] : rules;
}

/** Whether it says that something is down on which others depend: what follows from it is not told. */
export function isCause({ alert }: Watched, severity: AlertSeverity): boolean {
  return alert === 'Down' && severity === 'critical';
}

/** `postgres: part of max_connections in use: 97 %`; of a figure of many things the one that it is about. */
function summary({ subject, problem, description, unit, query }: Watched, language: Language): string {
  const grouped = groupingOf(parsePromql(query));
  const about = grouped.includes('service') ? '{{ $labels.service }}' : subject;
  const which = grouped.filter((label) => label !== 'service' && label !== 'instance');
  const where = which.length > 0 ? ` (${which.map((label) => `{{ $labels.${label} }}`).join(', ')})` : '';
  if (problem !== undefined) return `${about}: ${asText(textIn(language, problem))}${where}`;
  return `${about}: ${asText(textIn(language, description).replace(/[.:\s]+$/, ''))}${where}: ${VALUE[unit]}`;
}

/** While its target is down nothing can be there, and another alert fires. */
function missing(watched: Watched, settings: AlertSettings): AlertRule {
  const { subject, name, query } = watched;
  const { language, jobs } = settings;
  return {
    ...common(watched, 'warning'),
    // absent() leaves no label of a group.
    labels: { ...common(watched, 'warning').labels, service: watched.subject },
    alert: missingName(subject, watched),
    expr: `absent(${query})${jobs.has(subject) ? ` and on () sum(up{job="${subject}"}) > 0` : ''}`,
    for: MISSING_FOR,
    annotations: {
      summary: asText(CATALOGUE.missing(subject, name)[language]),
      description: asText(CATALOGUE.missingNextSteps(subject)[language]),
      ...linksOf(watched, settings),
    },
  };
}

function common(watched: Watched, severity: AlertSeverity) {
  const { subject, name, owner } = watched;
  // Where the series say which service they are about, as those of containers do, the alert says that.
  const own = groupingOf(parsePromql(watched.query)).includes('service') ? {} : { service: subject };
  return {
    severity,
    watched,
    labels: { severity, ...own, observable: name, ...(owner !== undefined && { owner: asText(owner) }) },
  };
}

/** Annotations that lead to what explains an alert. */
export function linksOf(watched: Watched, { runbook, dashboard }: AlertLinks): Readonly<Record<string, string>> {
  const panel = dashboard?.(watched);
  return {
    ...(panel !== undefined && { dashboard: panel }),
    runbook_url: `${runbook}#${runbookAnchor(watched.subject, watched.name)}`,
  };
}

/** Comparisons bind more strongly than set operators, and would be read as one chain with others. */
function inner(query: string): string {
  const expression = parsePromql(query);
  const isLoose = expression.kind === 'binary' && /^(?:and|or|unless|[=!<>]=?)$/.test(expression.op);
  return isLoose ? `(${query})` : query;
}

/** Labels that the result is grouped by, as far as the query says. */
function groupingOf(expression: PromExpression): readonly string[] {
  if (expression.kind === 'aggregation') {
    if (expression.grouping) return expression.grouping.by === 'by' ? expression.grouping.labels : [];
    const inner = expression.args.at(-1);
    return inner && ['topk', 'bottomk'].includes(expression.op) ? groupingOf(inner) : [];
  }
  if (expression.kind === 'binary') return groupingOf(expression.left);
  // A quantile takes the bounds out.
  if (expression.kind === 'call') return expression.args.flatMap(groupingOf).filter((label) => label !== 'le');
  if (expression.kind === 'negation') return groupingOf(expression.expression);
  return [];
}

/** Prometheus takes labels and annotations for templates of Go. */
export function asText(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

const VALUE: Readonly<Record<ObservableUnit, string>> = {
  none: '{{ $value | humanize }}',
  short: '{{ $value | humanize }}',
  percentunit: '{{ $value | humanizePercentage }}',
  bytes: '{{ $value | humanize1024 }}B',
  s: '{{ $value | humanizeDuration }}',
  ms: '{{ $value | humanize }} ms',
  reqps: '{{ $value | humanize }}/s',
  ops: '{{ $value | humanize }}/s',
  dtdurations: '{{ $value | humanizeDuration }}',
  dateTimeAsIso: '{{ $value | humanizeTimestamp }}',
};
