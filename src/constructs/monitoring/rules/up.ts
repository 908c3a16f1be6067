import { Duration } from '../../../model/duration.js';
import type { Workload } from '../../../model/workload.js';
import { CATALOGUE, COMPOSE, MONITORING_COMPOSE } from '../texts/catalogue.js';
import { type Scrape, scrapeName } from '../scrapes.js';
import { MONITORING } from '../group.js';
import { containersWaiting } from './containers.js';
import { words } from './alert-name.js';
import type { Watched } from './watched.js';

/** A new container has its address within 15 s, is scraped within another 15 s, and may start slowly. */
const STARTING = Duration.minutes(2);

/** What stands beside the scrapes. */
export interface Beside {
  /** Name of what delivers alerts: while it is down, its own alert is not delivered either. */
  readonly alertmanager?: string;
  /** Job that tells of containers: one that waits for what it starts after, such as a migration, is not down for a while. */
  readonly containers?: string | undefined;
}

/**
 * For each scrape whether its targets answer. A stopped container leaves Docker's DNS, and the series `up` with it, so what
 * is missing counts as down. A workload is down when its first endpoint is; of what watches it, and of its other endpoints, the
 * figures are missing, and nobody is woken.
 */
export function targetsUp(scrapes: readonly Scrape[], workloads: readonly Workload[], beside: Beside = {}): Watched[] {
  const byName = new Map(workloads.map((workload) => [workload.name, workload]));
  const bySubject = new Map<string, Scrape[]>();
  for (const scrape of scrapes) bySubject.set(scrape.subject, [...(bySubject.get(scrape.subject) ?? []), scrape]);
  return [...bySubject.values()].flatMap((own) =>
    own.map((scrape, index) => {
      const label = index > 0 ? scrapeName(scrape) : own.length > 1 ? '' : undefined;
      return targets(scrape, byName.get(scrape.subject), label, beside);
    }),
  );
}

/** @param label that tells the scrape from others of its subject */
function targets(
  scrape: Scrape,
  workload: Workload | undefined,
  label: string | undefined,
  { alertmanager, containers }: Beside,
): Watched {
  const { subject, exporter, origin, provenance } = scrape;
  const replicas = workload?.replicas ?? 1;
  const isWatching = workload?.group === MONITORING;
  const text = exporter
    ? CATALOGUE.metricsMissing
    : subject === alertmanager
      ? CATALOGUE.alertmanagerUp
      : CATALOGUE.targetsUp;
  const none = { comparison: '<', value: 1, for: STARTING } as const;
  const some = { comparison: '<', value: replicas, for: Duration.minutes(5) } as const;
  const others = label === undefined ? '' : `,scrape="${label}"`;
  const slug =
    label === undefined
      ? ''
      : label
          .replace(/[^a-z0-9]+/gi, '-')
          .replace(/^-|-$/g, '')
          .toLowerCase();
  const isOnlyFigures = exporter !== undefined || slug !== '';
  const answering = `sum(up{job="${subject}"${others}}) or vector(0)`;
  // Exporters, and what the monitoring consists of, wait for nothing that takes long, and wake nobody.
  const waits = containers !== undefined && !exporter && !isWatching;
  return {
    kind: 'observable',
    subject,
    origin,
    provenance,
    name: `${isOnlyFigures ? 'metrics-served' : 'replicas-up'}${slug === '' ? '' : `-${slug}`}`,
    // Without its exporter a database is not down: nobody sees it.
    alert: isOnlyFigures ? `MetricsMissing${words(slug)}` : 'Down',
    description: text.description(subject, replicas),
    problem: text.problem(subject, replicas),
    query: waits
      ? `(${answering}) + (sum(${containersWaiting(`job="${containers}",service="${subject}"`)}) or vector(0))`
      : answering,
    unit: 'none',
    ...(isOnlyFigures || isWatching ? { warning: none } : { critical: none, ...(replicas > 1 && { warning: some }) }),
    mustExist: false,
    nextSteps: text.nextSteps(subject, isWatching ? MONITORING_COMPOSE : COMPOSE),
    panel: { kind: 'stat', legend: subject },
  };
}
