import type { Duration } from '../../model/duration.js';
import type { MemorySize } from '../../model/memory-size.js';
import type { IHttpEndpoint } from '../core/binding.js';
import type { WorkloadProps } from '../core/workload-props.js';
import type { SecurityHeaders } from './security-headers.js';
import type { Tls } from './tls.js';

export interface RouteOptions {
  /** What answers: a NexusService, or any other construct that speaks HTTP. */
  readonly service: IHttpEndpoint;
  /** Whether the route's path is taken off: `/api/crm` reaches the service as `/crm`. @default true */
  readonly stripPath?: boolean;
  /** Whether connections may be upgraded to WebSockets. @default false */
  readonly websocket?: boolean;
  /** Largest request body; more is 413. Any size: bodies are passed on as they come. @default the proxy's */
  readonly maxBodySize?: MemorySize;
  /**
   * Whether a body is passed on only when all of it is there: for a service that can't wait for slow clients. Bodies then lie in
   * memory, and how many at once follows from the limit; more is 503.
   *
   * @default false
   */
  readonly requestBuffering?: boolean;
  /** Longest silence of the service, in whole seconds. @default Duration.seconds(30), with `websocket` one hour */
  readonly timeout?: Duration;
  /**
   * Whether the service answers late on purpose, when there is something to tell: its time is then no part of latencies and
   * objectives. Streams and WebSockets, whose answer begins at once, don't need it. Set `timeout` longer than it waits.
   *
   * @default false
   */
  readonly longPolling?: boolean;
  /**
   * Paths of the service that are for the platform alone, with all below them: answered with 404.
   *
   * @default metrics and readiness: `['/metrics', '/health/deep']`; none of what serves files alone
   */
  readonly internal?: readonly string[];
  /**
   * Most requests a second of one client address for this route, with a burst of twice that; more is 429. `false` for none.
   *
   * @default the proxy's; none for what serves files alone
   */
  readonly rateLimit?: number | false;
  /**
   * Whether a MonitoringStack asks for a page of it, and alerts where there is no answer. `false` where nothing inside the platform
   * is ever answered.
   *
   * @default true
   */
  readonly probe?: boolean;
  /**
   * Directives of nginx for this route's `location`, each as nginx has it: `'proxy_cookie_path / "/; secure";'`.
   *
   * @default none
   */
  readonly nginx?: readonly string[];
}

export interface PublishOptions {
  /** Port of the host for plain HTTP. @default 80 */
  readonly http?: number;
  /** Port of the host for TLS. @default 443 */
  readonly https?: number;
  /**
   * Addresses of the host: `['0.0.0.0', '::']` for both families. Clients that come by IPv6 are seen under one address, Docker's.
   *
   * @default every IPv4 address: `['0.0.0.0']`
   */
  readonly addresses?: readonly string[];
}

/** Directives of nginx, each one text as nginx has it, with its `;` or its block. */
export interface NginxDirectives {
  /** For the `http` block: `map`, `upstream`, `log_format`. @default none */
  readonly http?: readonly string[];
  /** For the `server` block: `location`, `error_page`. @default none */
  readonly server?: readonly string[];
}

export interface ReverseProxyProps extends Omit<WorkloadProps, 'uses' | 'replicas'>, SecurityHeaders {
  /** What answers below which path; the longest match wins. */
  readonly routes: Readonly<Record<string, IHttpEndpoint | RouteOptions>>;
  readonly tls: Tls;
  /**
   * Names that it answers to, also `*.shop.example`. Other names are not served: the connection is closed, the TLS handshake
   * refused. `false`: every name is meant, also one that somebody else points here.
   *
   * @default every name, with a warning; plain HTTP is not redirected then, for nobody knows where to
   */
  readonly serverNames?: readonly string[] | false;
  /** Where the host is listened on. @default every IPv4 address, ports 80 and 443 */
  readonly publish?: PublishOptions;
  /** Largest request body. @default MemorySize.mebibytes(1) */
  readonly maxBodySize?: MemorySize;
  /** Longest line of a request's head, a cookie for example; four such lines in all. More is 400 or 414. @default MemorySize.kibibytes(16) */
  readonly maxRequestHeaderSize?: MemorySize;
  /** Largest head of an answer; more is 502. Held for each open request. @default MemorySize.kibibytes(32) */
  readonly maxResponseHeaderSize?: MemorySize;
  /** How long an idle connection of a client is kept, in whole seconds: longer than a load balancer before it does. @default Duration.seconds(65) */
  readonly keepAlive?: Duration;
  /** Whether headers with `_` in their names are passed on, rather than left out as nginx does. @default false */
  readonly underscoresInHeaders?: boolean;
  /** Most requests a second of one client address, for each route by itself. @default 50; none for what serves files alone */
  readonly rateLimit?: number | false;
  /**
   * Whether nginx counts requests by route for Prometheus, where there is a MonitoringStack. It needs the module njs, which the
   * image has.
   *
   * @default true
   */
  readonly metrics?: boolean;
  /** What no other prop says. Checked: it can't leave its block, nor undo what the proxy says itself. @default none */
  readonly nginx?: NginxDirectives;
  /** Port of a developer's machine. @default 8443 with TLS, 8080 without */
  readonly developmentPort?: number;
}
