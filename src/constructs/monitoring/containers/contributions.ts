import type { Contribution } from '../../../model/contribution.js';
import { containerObservables } from './observables.js';

const CONTAINER = ['name', 'image', 'service', 'number'];
const family = (name: string, ...labels: readonly string[]) => `${name}{${[...CONTAINER, ...labels].join()}}`;

/** Families of a container that runs within limits: those of the exporter's script, which a test compares. */
export const CONTAINER_METRICS: readonly string[] = [
  ...[
    'last_seen',
    'start_time_seconds',
    'restarts_total',
    'oom_kills_total',
    'exit_code',
    'spec_memory_limit_bytes',
    'spec_cpu_period',
    'spec_cpu_quota',
    'threads_max',
    'cpu_usage_seconds_total',
    'cpu_user_seconds_total',
    'cpu_system_seconds_total',
    'cpu_cfs_periods_total',
    'cpu_cfs_throttled_periods_total',
    'cpu_cfs_throttled_seconds_total',
    'memory_usage_bytes',
    'memory_working_set_bytes',
    'memory_unreclaimable_bytes',
    'memory_rss',
    'memory_cache',
    'threads',
    'fs_reads_bytes_total',
    'fs_writes_bytes_total',
    'fs_reads_total',
    'fs_writes_total',
  ].map((name) => family(`container_${name}`)),
  ...['state', 'health_state'].map((name) => family(`container_${name}`, 'state')),
  ...['receive', 'transmit'].flatMap((way) =>
    ['bytes', 'errors', 'packets_dropped'].map((what) => family(`container_network_${way}_${what}_total`, 'interface')),
  ),
  'container_scrape_error{}',
  'container_scrape_duration_seconds{}',
  'process_cpu_seconds_total{}',
  'process_resident_memory_bytes{}',
];

/** What monitoring and the runbook are told of the platform's containers. */
export function containerContributions({
  name,
  port,
}: {
  readonly name: string;
  readonly port: number;
}): readonly Contribution[] {
  return [
    { kind: 'scrape', port, path: '/metrics', metrics: CONTAINER_METRICS },
    ...containerObservables(name),
    {
      kind: 'check',
      name: 'sees-the-engine',
      description: { en: 'The exporter of containers answers.', 'pt-BR': 'O exportador de contêineres responde.' },
      check: { kind: 'http', port, path: '/metrics' },
    },
  ];
}
