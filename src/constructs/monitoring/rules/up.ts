import { Duration } from '../../../model/duration.js';
import type { Workload } from '../../../model/workload.js';
import { CATALOGUE, COMPOSE, MONITORING_COMPOSE } from '../texts/catalogue.js';
import type { Scrape } from '../scrapes.js';
import type { Watched } from './watched.js';

/** A new container has its address within 15 s, is scraped within another 15 s, and may start slowly. */
const STARTING = Duration.minutes(2);

/**
 * For each scrape whether its targets answer. A stopped container leaves Docker's DNS, and the series `up` with it, so what
 * is missing counts as down.
 */
export function targetsUp(scrapes: readonly Scrape[], workloads: readonly Workload[]): Watched[] {
  const first = new Map<string, Scrape>();
  for (const scrape of scrapes) if (!first.has(scrape.subject)) first.set(scrape.subject, scrape);
  const byName = new Map(workloads.map((workload) => [workload.name, workload]));
  return [...first.values()].map((scrape) => targets(scrape, byName.get(scrape.subject)));
}

function targets({ subject, exporter, origin, provenance }: Scrape, workload: Workload | undefined): Watched {
  const replicas = workload?.replicas ?? 1;
  const compose = workload?.group === undefined ? COMPOSE : MONITORING_COMPOSE;
  const text = exporter ? CATALOGUE.metricsMissing : CATALOGUE.targetsUp;
  const none = { comparison: '<', value: 1, for: STARTING } as const;
  const some = { comparison: '<', value: replicas, for: Duration.minutes(5) } as const;
  return {
    kind: 'observable',
    subject,
    origin,
    provenance,
    name: exporter ? 'metrics-served' : 'replicas-up',
    // Without its exporter a database is not down: nobody sees it.
    alert: exporter ? 'MetricsMissing' : 'Down',
    description: text.description(subject, replicas),
    problem: text.problem(subject, replicas),
    query: `sum(up{job="${subject}"}) or vector(0)`,
    unit: 'none',
    ...(exporter ? { warning: none } : { critical: none, ...(replicas > 1 && { warning: some }) }),
    mustExist: false,
    nextSteps: text.nextSteps(subject, compose),
    panel: { kind: 'stat', legend: subject },
  };
}
