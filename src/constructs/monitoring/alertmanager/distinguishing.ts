import { parsePromql } from '../../../read/promql/parse.js';
import { type ResultLabels, resultLabels } from '../../../read/promql/result-labels.js';
import type { AlertRule } from '../rules/alert-rules.js';
import type { KnownSeries } from '../rules/known-series.js';

/** What tells alerts of one name about one service apart, as `datname` of several databases. */
export interface Distinguishing {
  /** Sorted. */
  readonly labels: readonly string[];
  /** Alerts of which the labels are not all known, by name and sorted: two of them can't be compared. */
  readonly unknown: readonly string[];
}

/**
 * A critical alert is no reason to be silent about the warning of another series. Only of alerts that have both. A label that
 * an alert does not have does no harm: Alertmanager takes two missing ones for equal.
 */
export function distinguishing(alerts: readonly AlertRule[], known: KnownSeries): Distinguishing {
  const both = alerts.filter(({ watched: { warning, critical } }) => warning && critical);
  const found = both.map(({ alert, watched: { query } }): [string, ResultLabels] => [
    alert,
    resultLabels(parsePromql(query), (selector) => known.differencesOf(selector)),
  ]);
  const labels = found.flatMap(([, { names }]) => [...names]).filter((label) => label !== 'service');
  const unknown = found.filter(([, { complete }]) => !complete).map(([alert]) => alert);
  return { labels: [...new Set(labels)].sort(), unknown: [...new Set(unknown)].sort() };
}
