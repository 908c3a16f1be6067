import type { LatencySli, SeriesSelector } from '../../../model/sli.js';
import type { Sli } from './indicators.js';
import type { Slo } from './slo.js';

/** What is recorded of every objective, with the labels of each series. */
export const RECORDED = {
  /** Requests in a second. */
  events: 'service:sli_events:rate5m',
  /** Of these the bad ones. */
  bad: 'service:sli_bad:rate5m',
  /** Share of bad requests over a window. */
  ratio: (window: string) => `service:sli_errors:ratio_rate${window}`,
  /** What is left of the error budget: 1 if nothing is used up, below 0 if it is overdrawn. */
  budget: 'service:slo_budget:remaining',
} as const;

/** Windows over which the share of bad requests is recorded. */
export const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

/** For the check of queries. */
export const RECORDED_SERIES: readonly string[] = [
  RECORDED.events,
  RECORDED.bad,
  ...WINDOWS.map(RECORDED.ratio),
  RECORDED.budget,
].map((name) => `${name}{service,slo}`);

/** A recorded series of an objective. */
export function recorded(metric: string, { service, objective }: Pick<Slo, 'service' | 'objective'>): string {
  return `${metric}{service="${service}",slo="${objective.name}"}`;
}

/** Which series count what, of one workload or of several that count alike. */
interface Counter {
  readonly selector: SeriesSelector;
  readonly jobs: readonly string[];
}

/** Requests in a second, of all who count them. */
export function eventsQuery(slo: Slo): string {
  return rate(slo.slis, totalOf);
}

/**
 * Bad requests in a second. Where no series tells of one there has been none, as long as requests are counted; of good ones as
 * well.
 */
export function badQuery(slo: Slo): string {
  const events = recorded(RECORDED.events, slo);
  const [{ indicator }] = slo.slis;
  const counted = rate(slo.slis, (sli) => outcomeOf(sli, slo));
  const orNone = `${counted} or on () ${events} * 0`;
  return indicator === 'availability' && !isGood(slo.slis[0]) ? orNone : `clamp_min(${events} - on () (${orNone}), 0)`;
}

/** What fails, or takes how long, by the labels that say it: for the person who is told of an alert. */
export function failingQuery(slo: Slo): string {
  const [first] = slo.slis;
  const by = (...labels: readonly string[]) =>
    ` by (${[...new Set([...labels, 'job', ...(first.by ?? [])])].join(', ')}) `;
  if (first.indicator === 'latency') {
    const buckets = ({ histogram }: LatencySli) => ({ ...histogram, metric: `${histogram.metric}_bucket` });
    const rates = rate(slo.slis, (sli) => (sli.indicator === 'latency' ? buckets(sli) : sli.total), by('le'));
    return `histogram_quantile(${slo.objective.percent / 100}, ${rates})`;
  }
  if (first.bad) return `${rate(slo.slis, (sli) => outcomeOf(sli, slo), by())} > 0`;
  return `${rate(slo.slis, totalOf, by())} - ${rate(slo.slis, (sli) => outcomeOf(sli, slo), by())} > 0`;
}

/** All requests. */
export function totalOf(sli: Sli): SeriesSelector {
  if (sli.indicator === 'availability') return sli.total;
  return { ...sli.histogram, metric: `${sli.histogram.metric}_count` };
}

/** The bad requests, or the good ones where these are counted. */
export function outcomeOf(sli: Sli, { objective: { within } }: Pick<Slo, 'objective'>): SeriesSelector {
  if (sli.indicator === 'availability') return sli.bad ?? sli.good ?? sli.total;
  const { metric, matchers = [] } = sli.histogram;
  const le = { label: 'le', op: '=', value: asFloat(within?.toSeconds() ?? 0) } as const;
  return { metric: `${metric}_bucket`, matchers: [...matchers, le] };
}

/** Whether the outcome that is counted is the good one. */
export function isGood(sli: Sli): boolean {
  return sli.indicator === 'latency' || sli.bad === undefined;
}

/** Prometheus 3 keeps bounds as floats: `1.0`. */
export function asFloat(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function rate(slis: readonly Sli[], selectorOf: (sli: Sli) => SeriesSelector, by = ''): string {
  const rates = countersOf(slis, selectorOf).map((counter) => `rate(${written(counter)}[5m])`);
  // Of different jobs: no series of one is left out for one of the other.
  return `sum${by}(${rates.join(' or ')})`;
}

function countersOf(slis: readonly Sli[], selectorOf: (sli: Sli) => SeriesSelector): Counter[] {
  const counters = new Map<string, { selector: SeriesSelector; jobs: string[] }>();
  for (const sli of slis) {
    const selector = selectorOf(sli);
    const key = JSON.stringify(selector);
    const known = counters.get(key);
    if (known) known.jobs.push(sli.subject);
    else counters.set(key, { selector, jobs: [sli.subject] });
  }
  return [...counters.values()];
}

/** `a{job=~"crm|users",code="500"}`. Names of workloads mean nothing in a pattern. */
export function written({ selector: { metric, matchers = [] }, jobs }: Counter): string {
  const job = jobs.length === 1 ? `job="${jobs.join()}"` : `job=~"${jobs.join('|')}"`;
  return `${metric}{${[job, ...matchers.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`)].join(',')}}`;
}
