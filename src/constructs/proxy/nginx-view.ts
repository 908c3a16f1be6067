import type { MemorySize } from '../../model/memory-size.js';
import type { RouteModel } from '../../model/route.js';
import { RESOLVER_SECONDS } from '../../model/updates.js';
import type { ModelPath } from '../../model/where.js';
import { type Capacity, RATE_ZONE } from './capacity.js';
import { directiveViews, hasLog, locationViews, nginxSize } from './nginx-routes.js';
import type { OwnBlocks } from './own-blocks.js';
import { type MeasuredView, measuredView } from './proxy-metrics.js';
import { PROXY_SAYS } from './proxy-provenance.js';
import { removedHeaders, underscored } from './request-headers.js';
import { headerViews, type SecurityHeaders } from './security-headers.js';
import type { Tls } from './tls.js';

export interface NginxParts {
  /** Path of the configuration in the output. */
  readonly document: string;
  readonly routes: readonly RouteModel[];
  readonly tls: Tls;
  readonly serverNames: readonly string[];
  /** Whether every name is one of the user's, where none is given. */
  readonly everyName: boolean;
  /** Ports in the container. */
  readonly http: number;
  readonly https: number;
  /** Port in the container for a developer's machine, where every name is answered. */
  readonly development: number;
  /** Port of the host. */
  readonly publishedHttps: number;
  readonly maxBodySize: MemorySize;
  readonly requestLine: MemorySize;
  readonly responseHeaders: MemorySize;
  /** In seconds. */
  readonly keepAlive: number;
  /** Seconds that connections may go on after a stop. */
  readonly shutdown: number;
  readonly underscores: boolean;
  readonly headers: SecurityHeaders;
  readonly capacity: Capacity;
  readonly extra: Pick<OwnBlocks, 'http' | 'server' | 'routes'>;
  /** Whether Prometheus may ask for figures. */
  readonly isMeasured: boolean;
  /** Port in the container for probes of the monitoring, which are neither counted nor logged; `false` for none. */
  readonly probed: number | false;
}

/** What `nginx/reverse-proxy.conf.hbs` is rendered with: the routes in nginx's words. */
export function nginxView(parts: NginxParts): object {
  const { tls, serverNames, routes, capacity } = parts;
  const locations = locationViews(routes, parts.extra.routes, parts.isMeasured);
  const measured: MeasuredView | false = parts.isMeasured && measuredView(routes, capacity, parts.extra.http);
  const shown = locations.flatMap((location) => (location.hidden ? [] : [location]));
  const secure = tls.certificate && tls.key ? { certificate: tls.certificate.name, key: tls.key.name } : undefined;
  const { replacing, filling } = headerViews(parts.headers);
  const removed = removedHeaders(tls);
  const of = (prop: string): ModelPath => ['documents', parts.document, prop];
  const marked = <T extends { readonly prop: string }>(headers: readonly T[]) =>
    headers.map((header) => ({ ...header, model: of(header.prop) }));
  return {
    ...capacity,
    several: capacity.workers > 1,
    files: capacity.connections + capacity.bodies + 64,
    shutdown: parts.shutdown,
    keepAlive: parts.keepAlive,
    resolved: RESOLVER_SECONDS,
    http: parts.http,
    https: parts.https,
    development: parts.development,
    tls: secure ? { ...secure, port: parts.publishedHttps === 443 ? '' : `:${parts.publishedHttps}` } : false,
    hsts: hstsValue(tls),
    trusted: tls.trustedProxies,
    clientAddressHeader: tls.clientAddressHeader,
    serverNames: serverNames.length > 0 ? serverNames : ['_'],
    named: serverNames.length > 0,
    nameBucket: nameBucket(serverNames),
    redirects: serverNames.length > 0 || parts.everyName,
    maxBodySize: nginxSize(parts.maxBodySize),
    requestLine: nginxSize(parts.requestLine),
    responseHeaders: nginxSize(parts.responseHeaders),
    // nginx checks these though nothing is buffered: they must not be below one answer's headers.
    busyBuffers: nginxSize({ toBytes: () => parts.responseHeaders.toBytes() * 2 }),
    underscores: parts.underscores,
    removed,
    underscored: parts.underscores ? underscored(removed) : [],
    zones: shown.flatMap(({ limit, path }) =>
      limit ? [{ zone: `${limit.zone}:${RATE_ZONE / 1024 ** 2}m`, rate: rateOf(routes, path) }] : [],
    ),
    wholeBodies: shown.some(({ wholeBodies }) => wholeBodies),
    stripped: shown.filter(({ strip }) => strip),
    websockets: shown.some(({ websocket }) => websocket),
    replacing: marked(replacing),
    filling: marked(filling),
    from: Object.fromEntries(PROXY_SAYS.map((prop) => [prop, of(prop)])),
    locations,
    measured,
    probed: parts.probed,
    probedAsTls: parts.probed !== false && secure === undefined,
    countedAnew: parts.isMeasured && hasLog(parts.extra.server),
    extraHttp: directiveViews(parts.extra.http, 1),
    extraServer: directiveViews(parts.extra.server, 2),
  };
}

/**
 * Bytes for a name in nginx's table of them, where the default is too small: two pointers, and the name with its length, in
 * whole words (nginx, `ngx_hash.c`).
 */
function nameBucket(names: readonly string[]): number | false {
  const longest = Math.max(0, ...names.map(({ length }) => length));
  const bytes = Math.ceil((longest + 2) / 8) * 8 + 16;
  return bytes > 64 && 2 ** Math.ceil(Math.log2(bytes));
}

function rateOf(routes: readonly RouteModel[], path: string): string {
  return `rate=${routes.find((route) => route.path === path)?.limits.requestsPerSecond ?? 0}r/s`;
}

/** Empty where the header is not sent. */
function hstsValue({ hsts, includeSubDomains, preload }: Tls): string {
  if (hsts === false) return '';
  return [
    `max-age=${hsts.toSeconds()}`,
    ...(includeSubDomains ? ['includeSubDomains'] : []),
    ...(preload ? ['preload'] : []),
  ].join('; ');
}
