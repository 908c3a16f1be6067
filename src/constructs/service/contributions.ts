import type { Contribution, ScrapeContribution } from '../../model/contribution.js';
import { callObservable } from './call-observables.js';
import { processObservables } from './process-observables.js';
import { requestObservables } from './request-observables.js';
import { callSlis, requestSlis } from './slis.js';

/** A service that implements the contract of metrics. */
export interface MeasuredService {
  readonly name: string;
  /** Port of its metrics. */
  readonly port: number;
  readonly isNode: boolean;
  readonly hasDatabase: boolean;
  /** Names of the services that it calls. */
  readonly calls: readonly string[];
}

/** The scrape and the observables of a service that implements the contract of docs/guides/service-metrics.md. */
export function serviceContributions(service: MeasuredService): Contribution[] {
  return [
    scrape(service),
    ...requestObservables(service),
    ...service.calls.map((target) => callObservable(service.name, target)),
    ...processObservables(service),
    ...requestSlis(service.name),
    ...service.calls.flatMap((target) => callSlis(service.name, target)),
  ];
}

function scrape({ port, isNode, hasDatabase, calls }: MeasuredService): ScrapeContribution {
  const metrics = [
    ...REQUESTS,
    ...(calls.length > 0 ? CALLS : []),
    ...(hasDatabase ? POOL : []),
    ...PROCESS,
    ...(isNode ? NODE : []),
    BUILD,
  ];
  return { kind: 'scrape', port, path: '/metrics', metrics };
}

const histogram = (name: string, ...labels: readonly string[]) => [
  `${name}_bucket{${[...labels, 'le'].join(',')}}`,
  `${name}_sum{${labels.join(',')}}`,
  `${name}_count{${labels.join(',')}}`,
];

const REQUESTS = [
  'http_requests_total{method,route,code}',
  ...histogram('http_request_duration_seconds', 'method', 'route'),
];

const CALLS = [
  'http_client_requests_total{target,code}',
  ...histogram('http_client_request_duration_seconds', 'target'),
];

const POOL = ['db_pool_connections{state}', 'db_pool_connections_max', 'db_pool_waiting'];

/** Prometheus' client libraries have these names in common. */
const PROCESS = ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'process_start_time_seconds'];

const NODE = ['nodejs_eventloop_lag_p99_seconds', 'nodejs_heap_size_used_bytes', 'nodejs_heap_size_limit_bytes'];

const BUILD = 'app_build_info{version,revision,node}';
