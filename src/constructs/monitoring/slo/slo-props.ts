import type { Duration } from '../../../model/duration.js';

/** What is promised of a service: its service level objectives. */
export interface SloProps {
  /**
   * Percent of requests that are answered without an error, such as `99.9`: below 100, with at most three decimals, and high
   * enough for an alert (93.06 or more); `false` for no objective.
   *
   * @default none; in `setObjective` that of the stack
   */
  readonly availability?: number | false;
  /** Percent of requests that are answered in time; `false` for no objective. @default none; in `setObjective` that of the stack */
  readonly latency?: LatencyObjectives | false;
  /**
   * Failures within the long window of an alert below which it does not fire, 1 or more: with few requests a single failure
   * is a large share of them.
   *
   * @default 5
   */
  readonly minimumFailures?: number;
}

/**
 * How long requests may take, by percentiles: `{ p95: Duration.milliseconds(500) }` are 95 of 100 requests. The duration is a
 * bound of the histogram that the service is measured by.
 */
export type LatencyObjectives = Readonly<Record<`p${number}`, Duration>>;
