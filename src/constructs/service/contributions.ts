import type { Contribution, Observable, ScrapeContribution } from '../../model/contribution.js';
import { Patterns } from '../../model/pattern.js';
import type { SliContribution } from '../../model/sli.js';
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
  const { name: subject, calls } = service;
  const kind = { isNode: service.isNode, hasDatabase: service.hasDatabase };
  return [
    ...SCRAPE.fill({ subject }, { port: service.port, ...kind, hasCalls: calls.length > 0 }),
    ...REQUEST_OBSERVABLES.fill({ subject }, kind),
    ...calls.flatMap((target) => callObservables(subject, target)),
    ...PROCESS_OBSERVABLES.fill({ subject }, kind),
    ...REQUEST_SLIS.fill({ subject }, {}),
    ...calls.flatMap((target) => CALL_SLIS.fill({ subject, target }, {})),
  ];
}

/** What decides the observables of a service besides its name. */
type ServiceKind = Pick<MeasuredService, 'isNode' | 'hasDatabase'>;

const SCRAPE = new Patterns(['subject'], (_names, kind: ScrapeKind): ScrapeContribution[] => [scrape(kind)]);
const REQUEST_OBSERVABLES = new Patterns(['subject'], ({ subject: name }, kind: ServiceKind): Observable[] =>
  requestObservables({ name, ...kind }),
);
const PROCESS_OBSERVABLES = new Patterns(['subject'], ({ subject: name }, kind: ServiceKind): Observable[] =>
  processObservables({ name, ...kind }),
);
const CALL_OBSERVABLES = new Patterns(['subject', 'target'], ({ subject, target }): Observable[] => [
  callObservable(subject, target),
]);
const REQUEST_SLIS = new Patterns(['subject'], ({ subject }): SliContribution[] => requestSlis(subject));
const CALL_SLIS = new Patterns(['subject', 'target'], ({ subject, target }): SliContribution[] =>
  callSlis(subject, target),
);

function callObservables(subject: string, target: string): Observable[] {
  // The name of the observable is made from it then, and is not the name itself.
  if (target.includes('--')) return [callObservable(subject, target)];
  return CALL_OBSERVABLES.fill({ subject, target }, {});
}

/** What decides where and how a service is scraped. */
interface ScrapeKind extends ServiceKind {
  readonly port: number;
  readonly hasCalls: boolean;
}

function scrape({ port, isNode, hasDatabase, hasCalls }: ScrapeKind): ScrapeContribution {
  const metrics = [
    ...REQUESTS,
    ...(hasCalls ? CALLS : []),
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
