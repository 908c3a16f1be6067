import type { MemorySize } from '../../model/memory-size.js';
import type { RouteModel } from '../../model/route.js';
import type { Tls } from './tls.js';

export interface NginxParts {
  readonly routes: readonly RouteModel[];
  readonly tls: Tls;
  readonly serverNames: readonly string[];
  /** Ports in the container. */
  readonly http: number;
  readonly https: number;
  /** Port of the host. */
  readonly publishedHttps: number;
  readonly maxBodySize: MemorySize;
  /** Content-Security-Policy. */
  readonly policy: string;
  /** Limit of the container, in cores. */
  readonly cpus: number;
}

/** What `nginx/reverse-proxy.conf.hbs` is rendered with: the routes in nginx's words. */
export function nginxView(parts: NginxParts): object {
  const { tls, serverNames, routes } = parts;
  const rates = routes.flatMap(({ limits }) => limits.requestsPerSecond ?? []);
  return {
    // By the limit, not by the host's cores: each worker counts against memory and processes.
    workers: Math.max(2, Math.ceil(parts.cpus)),
    http: parts.http,
    https: parts.https,
    tls:
      tls.certificate && tls.key
        ? {
            certificate: tls.certificate.name,
            key: tls.key.name,
            hsts: tls.hsts.toSeconds(),
            port: parts.publishedHttps === 443 ? '' : `:${parts.publishedHttps}`,
          }
        : false,
    trusted: tls.trustedProxies.map(String),
    serverNames: serverNames.length > 0 ? serverNames : ['_'],
    maxBodySize: nginxSize(parts.maxBodySize),
    limits: [...new Set(rates)].sort((a, b) => a - b),
    policy: parts.policy,
    routes: routes.map(location).sort((a, b) => (a.prefix < b.prefix ? -1 : 1)),
  };
}

function location({ proxy, path, strip, target, limits, streaming, hidden }: RouteModel) {
  const { bodySize, requestsPerSecond: rate } = limits;
  return {
    model: ['routes', proxy, path],
    prefix: path,
    // What is stripped is redirected from `/api` to `/api/`; what is not, answers at both.
    both: path !== '/' && !strip,
    strip,
    upstream: `http://${target.workload}:${target.port}`,
    internal: hidden,
    websocket: streaming.websocket,
    maxBodySize: bodySize ? nginxSize(bodySize) : false,
    timeout: streaming.idleTimeout.toSeconds(),
    limit: rate === undefined ? false : { rate, burst: rate * 2 },
  };
}

function nginxSize(size: MemorySize): string {
  return size.toBytes() % 1024 === 0 ? `${size.toBytes() / 1024}k` : String(size.toBytes());
}
