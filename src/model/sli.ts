import type { Text } from './operator-text.js';

/**
 * Which of a service's answers are good: what its objectives are measured against. Metrics and labels instead of a query, for
 * rates over several windows are made of them. The label `job` is added: the metrics are those of the subject's scrape.
 *
 * One of each indicator for a subject, a service and an observer: several series are one selector, `route=~"/a|/b"`.
 */
export type SliContribution = AvailabilitySli | LatencySli;

interface SliBase {
  readonly kind: 'sli';
  /** Name of the workload whose answers are counted. @default the subject: it counts its own */
  readonly service?: string;
  /**
   * Who counts: the subject is the proxy in front of the service, another workload that calls it, or the service itself. Of
   * several, objectives are measured by the outermost, for a service that is down counts nothing.
   */
  readonly measuredBy: SliObserver;
  /** What is counted: `Calls of gateway to crm`. */
  readonly description: Text;
  /** Labels that say what fails, for the first question of a person who is woken: `['route', 'code']`. @default none */
  readonly by?: readonly string[];
}

/** From the outside to the inside. */
export type SliObserver = 'proxy' | 'caller' | 'service';

/** The share of requests that are answered without an error. */
export interface AvailabilitySli extends SliBase {
  readonly indicator: 'availability';
  /** A counter of all requests. */
  readonly total: SeriesSelector;
  /** Those that failed. Either this or `good`. */
  readonly bad?: SeriesSelector;
  /** Those that did not fail. Either this or `bad`. */
  readonly good?: SeriesSelector;
}

/** The share of requests that are answered in time. */
export interface LatencySli extends SliBase {
  readonly indicator: 'latency';
  /** A histogram in seconds, by its name without `_bucket`. */
  readonly histogram: SeriesSelector;
  /** Upper bounds of its buckets, in seconds, without infinity: objectives can be measured at these alone. */
  readonly bounds: readonly number[];
}

/** Time series by their name and labels. */
export interface SeriesSelector {
  readonly metric: string;
  /** @default all series of the metric */
  readonly matchers?: readonly SeriesMatcher[];
}

/** A condition on a label, as in PromQL. A pattern is RE2, and matches the whole value. */
export interface SeriesMatcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}
