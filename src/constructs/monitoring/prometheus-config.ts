import type { DocumentModel } from '../../model/document.js';
import type { Duration } from '../../model/duration.js';
import { NexusError } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { ScrapeTarget } from '../../model/probe-contribution.js';
import type { Provenance } from '../../model/provenance.js';
import { MONITORING } from './group.js';
import type { Alertmanager } from './alertmanager/alertmanager.js';
import type { Prometheus } from './prometheus.js';
import { RULES } from './rules/rule-file.js';
import { type Scrape, scrapeKey, scrapeName, scrapesOf } from './scrapes.js';

/** Addresses of a target change when its container is made anew. */
const REFRESH = '15s';

/** How often Prometheus scrapes, and whether somebody said so. */
export interface ScrapeInterval {
  readonly interval: Duration;
  readonly isGiven: boolean;
  /** Of the stack. */
  readonly origin: Origin;
}

/**
 * Prometheus' configuration: a job for each scrape that is contributed.
 *
 * @param targets names by which the metrics of each scrape are reached, by its key
 */
export function prometheusConfig(
  model: PlatformModel,
  prometheus: Prometheus,
  alertmanager: Alertmanager,
  targets: ReadonlyMap<string, string>,
  { interval, isGiven, origin }: ScrapeInterval,
): DocumentModel {
  const scrapes = scrapesOf(model.contributions);
  const first = new Map<string, Scrape>();
  for (const scrape of scrapes) if (!first.has(scrape.subject)) first.set(scrape.subject, scrape);
  const watching = new Set(model.workloads.flatMap(({ name, group }) => (group === MONITORING ? [name] : [])));
  const jobs = scrapes.map((scrape) =>
    job(scrape, targetOf(scrape, targets), { isFirst: first.get(scrape.subject) === scrape, watching }),
  );
  const own: Provenance = { by: 'rule', reason: 'Prometheus scrapes itself.' };
  const said: Provenance = isGiven
    ? { by: 'prop', name: 'scrapeInterval', origin }
    : { by: 'default', reason: 'Fine enough for alerts after a minute.' };
  return {
    path: prometheus.config,
    origin: prometheus.origin,
    kind: 'yaml',
    header: 'What Prometheus collects: a job for each resource of the platform that has metrics.',
    provenance: new Map([
      ['global', said],
      ['global/external_labels', { by: 'rule', reason: 'Somebody may be told of alerts of several platforms.' }],
      ['alerting', { by: 'rule', reason: 'Alertmanager tells people of alerts.' }],
      ['rule_files', { by: 'rule', reason: 'Alerts follow from what is watched.' }],
      ['scrape_configs/0', own],
      ...scrapes.map(({ provenance }, index) => [`scrape_configs/${index + 1}`, provenance] as const),
    ]),
    value: {
      global: {
        scrape_interval: interval.toString(),
        evaluation_interval: interval.toString(),
        external_labels: { platform: model.name, environment: model.environment },
      },
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager.target] }] }] },
      rule_files: [`${RULES}/*.yml`],
      scrape_configs: [{ job_name: prometheus.name, static_configs: [{ targets: ['127.0.0.1:9090'] }] }, ...jobs],
    },
  };
}

function targetOf(scrape: Scrape, targets: ReadonlyMap<string, string>): string {
  const target = targets.get(scrapeKey(scrape));
  if (target === undefined)
    throw new NexusError(
      `${scrape.subject} contributes a scrape of port ${scrape.port} only after synthesis has begun`,
      {
        ...scrape.origin,
        fix: 'Return it from contributions() in every call, or add it in derive()',
      },
    );
  return target;
}

interface Job {
  /** Of the scrapes of its subject. */
  readonly isFirst: boolean;
  /** Workloads of the monitoring: of each there is one container. */
  readonly watching: ReadonlySet<string>;
}

/** Names of jobs are unique. The first of a workload has its name, which is the label `job` of all of them. */
function job(scrape: Scrape, target: string, { isFirst, watching }: Job): object {
  const { subject, port, path, interval, exporter, targets } = scrape;
  return {
    job_name: isFirst ? subject : `${target}:${port}${path}`,
    ...(interval && { scrape_interval: interval.toString() }),
    metrics_path: path,
    ...(targets
      ? { static_configs: targets.map((one) => asked(`${target}:${port}`, one)) }
      : exporter || watching.has(subject)
        ? one(target, port)
        : eachReplica(target, port)),
    ...(!isFirst && {
      relabel_configs: [
        { target_label: 'job', replacement: subject },
        // That one endpoint of a workload answers says nothing about another one.
        { target_label: 'scrape', replacement: scrapeName(scrape) },
        // Two paths of one port would give the same series "up".
        { source_labels: ['__metrics_path__'], target_label: 'metrics_path' },
      ],
    }),
  };
}

/**
 * An exporter has one container. Its target is there whether or not it runs: by discovery a stopped one would vanish, and
 * `up` with it, and each new address would be another instance, counted beside the old one for five minutes.
 */
function one(name: string, port: number): object {
  return { static_configs: [{ targets: [`${name}:${port}`] }] };
}

/** Parameters of a query are labels that begin so. */
function asked(address: string, { parameters, labels }: ScrapeTarget): object {
  const query: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [`__param_${name}`, value]),
  );
  return { targets: [address], labels: { ...query, ...labels } };
}

/** A static target would be one address: of two replicas it would mix the counters. */
function eachReplica(name: string, port: number): object {
  return { dns_sd_configs: [{ names: [name], type: 'A', port, refresh_interval: REFRESH }] };
}
