import type { DocumentModel } from '../../model/document.js';
import type { Duration } from '../../model/duration.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { Prometheus } from './prometheus.js';

/** Addresses of a target change when its container is made anew. */
const REFRESH = '15s';

/** Prometheus' configuration: a job for each subject that contributes a scrape. */
export function prometheusConfig(model: PlatformModel, prometheus: Prometheus, interval: Duration): DocumentModel {
  const jobs = model.contributions.flatMap((contribution) => {
    if (contribution.kind !== 'scrape') return [];
    const { subject, port, path, exporter } = contribution;
    return {
      job_name: subject,
      ...(contribution.interval && { scrape_interval: contribution.interval.toString() }),
      metrics_path: path,
      ...(exporter ? one(`${subject}-exporter`, port) : eachReplica(subject, port)),
    };
  });
  return {
    path: prometheus.config,
    origin: prometheus.origin,
    kind: 'yaml',
    header: 'What Prometheus collects: a job for each resource of the platform that has metrics.',
    value: {
      global: { scrape_interval: interval.toString() },
      scrape_configs: [{ job_name: prometheus.name, static_configs: [{ targets: ['127.0.0.1:9090'] }] }, ...jobs],
    },
  };
}

/**
 * An exporter has one container. Its target is there whether or not it runs: by discovery a stopped one would vanish, and
 * `up` with it, and each new address would be another instance, counted beside the old one for five minutes.
 */
function one(name: string, port: number): object {
  return { static_configs: [{ targets: [`${name}:${port}`] }] };
}

/** A static target would be one address: of two replicas it would mix the counters. */
function eachReplica(name: string, port: number): object {
  return { dns_sd_configs: [{ names: [name], type: 'A', port, refresh_interval: REFRESH }] };
}
