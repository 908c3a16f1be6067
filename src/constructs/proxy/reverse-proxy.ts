import { checkConstruct } from '../core/construct-check.js';
import { PROXY_PROPS } from './proxy-shape.js';
import { Construct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { NewDocument } from '../../model/document.js';
import { Duration } from '../../model/duration.js';
import { NexusError, show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { checkOneLine } from '../../model/paths.js';
import { checkHttpPath, type Probe } from '../../model/probe.js';
import type { RouteModel } from '../../model/route.js';
import type { Development, WorkloadImage } from '../../model/workload.js';
import type { IHttpEndpoint } from '../core/binding.js';
import { scopeOf } from '../core/scope.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import type { WorkloadProps } from '../core/workload-props.js';
import { NGINX_IMAGE, NGINX_USER } from '../image/static-site-dockerfile.js';
import { HealthCheck } from '../settings/health-check.js';
import { Resources } from '../settings/resources.js';
import { nginxView } from './nginx-view.js';
import type { Tls } from './tls.js';

export interface RouteOptions {
  /** What answers: a NexusService, or any other construct that speaks HTTP. */
  readonly service: IHttpEndpoint;
  /** Whether the route's path is taken off: `/api/crm` reaches the service as `/crm`. @default true */
  readonly stripPath?: boolean;
  /** Whether connections may be upgraded to WebSockets. @default false */
  readonly websocket?: boolean;
  /** Largest request body. @default the proxy's */
  readonly maxBodySize?: MemorySize;
  /** Longest silence of the service. @default Duration.seconds(30), with `websocket` one hour */
  readonly timeout?: Duration;
  /**
   * Paths of the service that are for the platform alone: answered with 404.
   *
   * @default metrics and readiness: `['/metrics', '/health/deep']`
   */
  readonly internal?: readonly string[];
  /** Most requests a second of one client address, with a burst of twice that. @default the proxy's; `false` for none */
  readonly rateLimit?: number | false;
}

export interface ReverseProxyProps extends Omit<WorkloadProps, 'uses' | 'replicas'> {
  /** What answers below which path; the longest match wins. */
  readonly routes: Readonly<Record<string, IHttpEndpoint | RouteOptions>>;
  readonly tls: Tls;
  /** Names that it answers to. @default every name */
  readonly serverNames?: readonly string[];
  /** Ports of the host. @default 80 and 443 */
  readonly publish?: { readonly http?: number; readonly https?: number };
  /** Largest request body. @default MemorySize.mebibytes(1) */
  readonly maxBodySize?: MemorySize;
  /** Most requests a second of one client address. @default 50 */
  readonly rateLimit?: number | false;
  /**
   * Content-Security-Policy of every answer.
   *
   * @default only this site's own files; no frames, no plugins
   */
  readonly contentSecurityPolicy?: string;
  /** Port of a developer's machine. @default 8443 with TLS, 8080 without */
  readonly developmentPort?: number;
}

const INTERNAL = ['/metrics', '/health/deep'];
const HTTP = 8080;
const HTTPS = 8443;
const POLICY = "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/** nginx before everything: the one workload that other machines reach. */
export class ReverseProxy extends NexusWorkload {
  static {
    finishes(this);
  }

  private readonly routes: readonly (readonly [string, RouteOptions])[];

  /** @throws NexusError if there are no routes, a path is malformed, or two are alike */
  public constructor(
    scope: Construct,
    id: string,
    private readonly proxyProps: ReverseProxyProps,
  ) {
    checkConstruct(ReverseProxy, PROXY_PROPS, new.target, scope, id, proxyProps);
    const entries = Object.entries(proxyProps.routes).map(([path, route]): readonly [string, RouteOptions] => [
      path,
      'service' in route && !Construct.isConstruct(route) ? route : { service: route as IHttpEndpoint },
    ]);
    if (entries.length === 0)
      throw new NexusError('a reverse proxy without routes', {
        path: `${scopeOf(scope).node.id}/${id}`,
        fix: "Give it routes: { '/': frontend }",
      });
    super(
      scope,
      id,
      {
        kind: 'proxy',
        description: 'The way in: TLS, limits and headers for everything behind it.',
        resources: Resources.SMALL,
        user: NGINX_USER,
        ports: [HTTP],
      },
      proxyProps,
    );
    for (const [path, { internal = [] }] of entries) {
      checkHttpPath('route', path);
      for (const hidden of internal) checkHttpPath('internal path', hidden);
    }
    const paths = entries.map(([path]) => trim(path));
    const twice = paths.find((path, i) => paths.indexOf(path) !== i);
    if (twice !== undefined) throw this.error(`route ${show(twice)} is there twice`);
    for (const name of proxyProps.serverNames ?? []) {
      if (!/^(?:\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name))
        throw this.error(`server name ${show(name)} is not a host name`);
    }
    for (const limit of [proxyProps.rateLimit, ...entries.map(([, route]) => route.rateLimit)]) {
      if (typeof limit === 'number' && (!Number.isInteger(limit) || limit < 1))
        throw this.error(`rate limit ${show(limit)} is not a whole number of 1 or more requests a second`);
    }
    for (const [path, { timeout }] of entries) {
      if (timeout && !Number.isInteger(timeout.toSeconds())) {
        throw this.error(`timeout ${timeout} of route ${show(path)} is not in whole seconds, that nginx counts in`);
      }
    }
    checkOneLine('Content-Security-Policy', proxyProps.contentSecurityPolicy ?? POLICY, { path: this.origin.path });
    this.routes = entries.filter(([, { service }]) => service.workload.isActive);
    for (const { workload, port } of new Set(this.routes.map(([, { service }]) => service))) {
      // Not waiting for health keeps the way in open for what does work; upstreams are resolved at each request.
      this.addBinding(() => ({ provider: workload, ports: [port], tier: 'frontend', startCondition: 'started' }));
    }
    const { http = 80, https = 443 } = proxyProps.publish ?? {};
    const { certificate, key } = proxyProps.tls;
    this.publish(http, HTTP, '0.0.0.0');
    if (certificate && key) {
      this.publish(https, HTTPS, '0.0.0.0');
      this.addSecret(certificate, false);
      this.addSecret(key, false);
    }
    this.addFile(this.path, '/etc/nginx/nginx.conf');
    this.addTmpfs('/tmp', MemorySize.mebibytes(64));
    this.declared(ReverseProxy);
  }

  public override contributions(): readonly Contribution[] {
    const { tls, serverNames = [] } = this.proxyProps;
    const { certificate, key } = tls;
    if (!certificate || !key) return super.contributions();
    const pair = { kind: 'certificate', certificate: certificate.name, key: key.name, hosts: serverNames } as const;
    return [pair, ...super.contributions()];
  }

  public override documents(): readonly NewDocument[] {
    return [
      {
        path: this.path,
        kind: 'template',
        syntax: 'hash',
        template: 'nginx/reverse-proxy.conf.hbs',
        view: this.view(),
      },
    ];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve(NGINX_IMAGE) };
  }

  protected override probe(): Probe {
    return HealthCheck.http('/nginx-health').toProbe(HTTP);
  }

  protected override process(): ProcessSettings {
    // The image's own entry point edits its configuration at start, which a read-only root forbids.
    return { entrypoint: ['nginx'], command: ['-g', 'daemon off;'], stopSignal: 'SIGQUIT' };
  }

  protected override development(): Development {
    const port = this.proxyProps.developmentPort ?? 8080;
    const tls = this.proxyProps.tls.certificate
      ? [{ hostIp: '127.0.0.1', hostPort: this.proxyProps.developmentPort ?? HTTPS, containerPort: HTTPS }]
      : [];
    return {
      environment: {},
      // Plain HTTP would be redirected to production's port.
      ports: tls.length > 0 ? tls : [{ hostIp: '127.0.0.1', hostPort: port, containerPort: HTTP }],
      watch: [],
      readOnlyRootFilesystem: true,
    };
  }

  private get path(): string {
    return `infrastructure/${this.name}/nginx.conf`;
  }

  public override routeModels(): readonly RouteModel[] {
    const { rateLimit = 50, serverNames = [] } = this.proxyProps;
    return this.routes.map(([path, route]) => {
      const { service, websocket = false, maxBodySize } = route;
      const prefix = trim(path);
      const limit = route.rateLimit ?? rateLimit;
      return {
        proxy: this.name,
        hosts: serverNames,
        path: prefix || '/',
        strip: prefix !== '' && (route.stripPath ?? true),
        target: { workload: service.workload.name, port: service.port },
        limits: { ...(maxBodySize && { bodySize: maxBodySize }), ...(limit !== false && { requestsPerSecond: limit }) },
        streaming: {
          websocket,
          idleTimeout: route.timeout ?? (websocket ? Duration.hours(1) : Duration.seconds(30)),
        },
        hidden: (route.internal ?? INTERNAL).map((hidden) => `${prefix}${hidden}`),
      };
    });
  }

  private view(): object {
    const { tls, serverNames = [], publish, maxBodySize = MemorySize.mebibytes(1) } = this.proxyProps;
    return nginxView({
      routes: this.routeModels(),
      tls,
      serverNames,
      http: HTTP,
      https: HTTPS,
      publishedHttps: publish?.https ?? 443,
      maxBodySize,
      policy: this.proxyProps.contentSecurityPolicy ?? POLICY,
      cpus: this.resources.limits.cpus,
    });
  }
}

function trim(path: string): string {
  return path.replace(/\/+$/, '');
}
