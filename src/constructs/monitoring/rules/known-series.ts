import { closest } from '../../../model/closest.js';
import { show } from '../../../model/errors.js';
import type { Selector } from '../../../read/promql/expression.js';
import type { ResultLabels } from '../../../read/promql/result-labels.js';
import type { Scrape } from '../scrapes.js';

/** What Prometheus makes itself, of every target. */
const OF_TARGETS = [
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
];

/** Labels that every series gets when it is collected. */
const OF_SCRAPES = ['metrics_path', 'scrape'];
const COLLECTED = ['job', 'instance', ...OF_SCRAPES];

/** What is wrong with a selector, and what to write instead. */
export interface UnknownSeries {
  readonly problem: string;
  readonly fix: string;
}

/** Which series are collected, as far as those who serve them say. */
export class KnownSeries {
  /** By job: the labels of each metric; undefined where nobody says what is served. */
  private readonly jobs = new Map<string, Map<string, readonly string[]> | undefined>();
  /** Jobs of several scrapes, which the label `scrape` tells apart. */
  private readonly several = new Set<string>();

  /** @param scrapes all of the platform, Prometheus' own of itself included */
  public constructor(scrapes: readonly Pick<Scrape, 'subject' | 'metrics'>[]) {
    for (const { subject, metrics } of scrapes) {
      if (this.jobs.has(subject)) this.several.add(subject);
      const known = this.jobs.has(subject) ? this.jobs.get(subject) : new Map<string, readonly string[]>();
      if (known && metrics) for (const metric of metrics) known.set(...seriesOf(metric));
      this.jobs.set(subject, known && metrics ? known : undefined);
    }
  }

  /** Names of the jobs that are scraped. */
  public get names(): ReadonlySet<string> {
    return new Set(this.jobs.keys());
  }

  /** Why a selector finds nothing, or undefined where it may. */
  public wrongWith({ metric, matchers }: Selector): UnknownSeries | undefined {
    const job = matchers.find(({ name, op }) => name === 'job' && op === '=')?.value;
    if (job !== undefined && !this.jobs.has(job))
      return { problem: `no job ${show(job)} is scraped`, fix: meant(job, this.jobs.keys()) ?? this.listJobs() };
    if (metric === undefined || metric.startsWith('ALERTS')) return undefined;
    const labels = this.labelsOf(metric, job);
    if (labels === 'unknown') return undefined;
    if (labels === undefined)
      return {
        problem: `${job === undefined ? 'nobody serves' : `${job} does not serve`} the metric ${show(metric)}`,
        fix: meant(metric, this.metricsOf(job)) ?? 'Write a metric that is served, or add it to metrics of the scrape',
      };
    const wrong = matchers.find(({ name }) => !labels.has(name));
    return (
      wrong && {
        problem: `the metric ${metric} has no label ${show(wrong.name)}`,
        fix: meant(wrong.name, labels) ?? `It has ${listLabels(labels)}`,
      }
    );
  }

  /** Labels that a metric may have; undefined if nobody serves it. */
  public labelsOf(metric: string, job?: string): ReadonlySet<string> | 'unknown' | undefined {
    if (OF_TARGETS.includes(metric)) return new Set(COLLECTED);
    let found: Set<string> | undefined;
    for (const [name, known] of this.jobs) {
      if (job !== undefined && name !== job) continue;
      if (!known) return 'unknown';
      const labels = known.get(metric);
      if (labels) found = new Set([...(found ?? COLLECTED), ...labels]);
    }
    return found;
  }

  /** Labels that the series of a selector may differ in. */
  public differencesOf({ metric, matchers }: Selector): ResultLabels {
    const job = matchers.find(({ name, op }) => name === 'job' && op === '=')?.value;
    const found = metric === undefined ? 'unknown' : this.labelsOf(metric, job);
    const isOne = job !== undefined && !this.several.has(job);
    if (found === undefined || found === 'unknown')
      return { names: new Set(['instance', ...matchers.map(({ name }) => name)]), complete: false };
    return { names: new Set([...found].filter((label) => !isOne || !OF_SCRAPES.includes(label))), complete: true };
  }

  private *metricsOf(job: string | undefined): Generator<string> {
    yield* OF_TARGETS;
    for (const [name, known] of this.jobs) if (job === undefined || name === job) yield* known?.keys() ?? [];
  }

  private listJobs(): string {
    return `Scraped are ${[...this.jobs.keys()].join(', ')}`;
  }
}

/** Those that tell one scrape of a workload from another are left out: hardly anyone has several. */
export function listLabels(labels: ReadonlySet<string>): string {
  return [...labels]
    .filter((label) => !OF_SCRAPES.includes(label))
    .sort()
    .join(', ');
}

/** `a{b,c}` → `['a', ['b', 'c']]` */
function seriesOf(metric: string): [string, readonly string[]] {
  const [name = '', labels = ''] = metric.replace('}', '').split('{');
  return [name, labels.split(',').filter(Boolean)];
}

function meant(word: string, candidates: Iterable<string>): string | undefined {
  const found = closest(word, candidates);
  return found === undefined ? undefined : `Did you mean ${show(found)}?`;
}
