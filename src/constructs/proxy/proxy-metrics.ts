import type { ScrapeContribution } from '../../model/contribution.js';
import type { NginxDirective } from '../../model/nginx-directive.js';
import type { RouteModel } from '../../model/route.js';
import type { Capacity } from './capacity.js';
import { type DirectiveView, directiveViews } from './nginx-routes.js';
import { openings } from './own-access.js';

/** Where nginx serves its figures: the port of Prometheus' exporter for nginx. */
export const METRICS_PORT = 9113;
/** Where the script that counts stands in the container. */
export const SCRIPT = '/etc/nginx/metrics.js';

/** Upper bounds of the histograms, in seconds: those of the services' contract. A test compares them with the script's. */
export const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10] as const;

const KIB = 1024;
/** Of one figure in shared memory, with its name: nginx gives it in powers of two. */
const FIGURE = 256;
/** Codes that have a number of their own, and those of which the first digit is counted. */
const CODES = 80;
/** Two histograms, each with a bucket more than bounds and a sum. */
const DURATIONS = 2 * (BOUNDS.length + 2);

/** What `nginx/reverse-proxy.conf.hbs` is told where requests are counted. */
export interface MeasuredView {
  readonly port: number;
  readonly script: string;
  readonly zone: string;
  /** Each with the service that it leads to, `/api api-gateway / frontend`: in parts, which nginx puts together. */
  readonly routes: readonly string[];
  readonly connections: number;
  /** What lets Prometheus in, where it would be kept out. */
  readonly openings: readonly DirectiveView[];
}

export function measuredView(
  routes: readonly RouteModel[],
  { connections, workers }: Capacity,
  http: readonly NginxDirective[],
): MeasuredView {
  return {
    port: METRICS_PORT,
    script: SCRIPT,
    zone: `zone=nexus_metrics:${metricsMemory(routes.length).zones / KIB}k`,
    routes: inParts(routes.map(({ path, target }) => `${path} ${target.workload}`)),
    connections: connections * workers,
    openings: directiveViews(openings(http), 2),
  };
}

/** nginx does not start with a word of 4096 bytes or more. */
const LONGEST = 4000;

/** Words with blanks between, in parts of which none is too long. */
function inParts(words: readonly string[]): string[] {
  const parts: string[] = [];
  for (const word of words) {
    const last = parts.at(-1);
    if (last === undefined) parts.push(word);
    else if (last.length + word.length < LONGEST) parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(word);
  }
  return parts;
}

/**
 * What counting takes of the memory limit, in bytes: shared memory that can't be filled, as codes are counted singly only where
 * they are known; and in each worker the module, measured with njs 0.8.9: 1.5 MiB.
 */
export function metricsMemory(routes: number): { readonly zones: number; readonly worker: number } {
  // And one for what takes no route. Each route has figures of itself, and of a service.
  const figures = (routes + 1) * (2 * CODES + DURATIONS);
  const zones = Math.ceil((figures * FIGURE) / (64 * KIB)) * 64 * KIB + 64 * KIB;
  return { zones, worker: 2 * KIB * KIB };
}

const histogram = (name: string, ...labels: readonly string[]) => [
  `${name}_bucket{${[...labels, 'le'].join(',')}}`,
  `${name}_sum{${labels.join(',')}}`,
  `${name}_count{${labels.join(',')}}`,
];

/** Series of the script, which a test compares. Those of connections are called as Prometheus' exporter for nginx has them. */
export const PROXY_METRICS: readonly string[] = [
  ...['accepted', 'active', 'handled', 'max', 'reading', 'waiting', 'writing'].map(
    (name) => `nginx_connections_${name}{}`,
  ),
  ...histogram('nginx_http_request_duration_seconds', 'route', 'upstream'),
  'nginx_http_requests_total{code,route,upstream}',
  'nginx_upstream_requests_total{code,upstream}',
  ...histogram('nginx_upstream_wait_duration_seconds', 'route', 'upstream'),
];

export const PROXY_SCRAPE: ScrapeContribution = {
  kind: 'scrape',
  port: METRICS_PORT,
  path: '/metrics',
  metrics: PROXY_METRICS,
};
