import type { PlatformModel } from '../../../model/platform-model.js';
import { MONITORING } from '../group.js';
import { type AlertRule, isCause } from '../rules/alert-rules.js';
import type { KnownSeries } from '../rules/known-series.js';
import { distinguishing } from './distinguishing.js';
import { equalTo, noneOf, oneOf } from './matcher.js';
import { reachedBy } from './routes.js';

/** `inhibit_rules`: while the first fires, nobody is told of the second. */
export interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal?: readonly string[];
}

/** Alerts that say that something is down, and are seen without anything else: nothing explains them away. */
const DOWN = '.+Down';

/**
 * What nobody is told of while they are told of its cause. From the edges: what uses something that is down, directly or
 * through others, shows symptoms of it. Of a part that is down itself, it is told that it is down: the health of a process does
 * not depend on what it uses, and counts as a second cause.
 *
 * @param more that follow from something else than edges
 */
export function inhibitions(
  model: PlatformModel,
  alerts: readonly AlertRule[],
  known: KnownSeries,
  more: readonly Inhibition[] = [],
): Inhibition[] {
  const down = alerts.filter(({ watched, severity }) => isCause(watched, severity));
  const { labels, unknown } = distinguishing(alerts, known);
  const { proxies, upstreams } = reachedBy(model.contributions);
  return [
    {
      source_matchers: [
        equalTo('severity', 'critical'),
        // Rather two messages about one series than none about another.
        ...(unknown.length > 0 ? [noneOf('alertname', unknown)] : []),
      ],
      target_matchers: [equalTo('severity', 'warning')],
      equal: ['alertname', 'service', ...labels],
    },
    ...more,
    // Alertmanager takes two labels that are both missing for equal ones.
    {
      source_matchers: [`alertname=~"${DOWN}"`, equalTo('severity', 'critical'), 'service!=""'],
      target_matchers: [`alertname!~"${DOWN}"`],
      equal: ['service'],
    },
    ...down.flatMap(({ alert, watched: { subject } }): Inhibition[] => {
      const dependants = dependantsOf(subject, model);
      if (dependants.length === 0) return [];
      // What a proxy leads to otherwise may fail for another reason.
      const others = dependants.some((name) => proxies.has(name))
        ? [...upstreams].filter((name) => name !== subject && !dependants.includes(name)).sort()
        : [];
      return [
        {
          source_matchers: [equalTo('alertname', alert), equalTo('severity', 'critical'), equalTo('service', subject)],
          target_matchers: [
            `alertname!~"${DOWN}"`,
            oneOf('service', dependants),
            ...(others.length > 0 ? [noneOf('upstream', others)] : []),
          ],
        },
      ];
    }),
  ];
}

/** Alerts that hold back those about a workload: that it is down itself, or something that it needs. */
export function causesOf(service: string, model: PlatformModel, alerts: readonly AlertRule[]): string[] {
  return alerts
    .filter(({ watched, severity }) => isCause(watched, severity))
    .filter(({ watched: { subject } }) => subject === service || dependantsOf(subject, model).includes(service))
    .map(({ alert }) => alert)
    .sort();
}

/** What uses a workload, directly or through others, by name. What watches it is no part of it. */
export function dependantsOf(
  provider: string,
  { edges, workloads }: Pick<PlatformModel, 'edges' | 'workloads'>,
): string[] {
  const watching = new Set(workloads.filter(({ group }) => group === MONITORING).map(({ name }) => name));
  const users = new Map<string, string[]>();
  for (const { consumer, provider: used } of edges)
    if (!watching.has(consumer)) users.set(used, [...(users.get(used) ?? []), consumer]);
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const user of users.get(name) ?? []) {
      if (user === provider || found.has(user)) continue;
      found.add(user);
      visit(user);
    }
  };
  visit(provider);
  return [...found].sort();
}
