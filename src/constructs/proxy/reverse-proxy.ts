import { checkConstruct } from '../core/construct-check.js';
import { PROXY_PROPS } from './proxy-shape.js';
import { Construct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { NewDocument } from '../../model/document.js';
import { Duration } from '../../model/duration.js';
import { NexusError } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { includes } from '../../model/phase.js';
import type { Probe } from '../../model/probe.js';
import type { RouteModel } from '../../model/route.js';
import type { Development, WorkloadImage } from '../../model/workload.js';
import type { IHttpEndpoint } from '../core/binding.js';
import type { MemoryNeed } from '../core/memory-check.js';
import { scopeOf } from '../core/scope.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import { warnOfNginx } from '../image/image-family.js';
import { NGINX_IMAGE, NGINX_USER } from '../image/static-site-dockerfile.js';
import { HealthCheck } from '../settings/health-check.js';
import { Resources } from '../settings/resources.js';
import { type Capacity, capacityOf } from './capacity.js';
import { MetricsScript } from './metrics-script.js';
import { nginxView } from './nginx-view.js';
import { type OwnBlocks, readOwnBlocks } from './own-blocks.js';
import { checkOwnFiles } from './own-files.js';
import { memoryOf } from './own-memory.js';
import { checkProxy, trimPath } from './proxy-checks.js';
import { METRICS_PORT, metricsMemory } from './proxy-metrics.js';
import { PROBED_PORT, proxyProbes } from './proxy-probes.js';
import { proxyProvenance } from './proxy-provenance.js';
import type { ReverseProxyProps, RouteOptions } from './proxy-props.js';

const INTERNAL = ['/metrics', '/health/deep'];
const HTTP = 8080;
const HTTPS = 8443;
/** In the container, for a developer's machine. */
const DEVELOPMENT = 8444;
const RATE = 50;

/** nginx before everything: the one workload that other machines reach. */
export class ReverseProxy extends NexusWorkload {
  static {
    finishes(this);
  }

  private readonly proxyProps: ReverseProxyProps;
  private readonly routes: readonly (readonly [string, RouteOptions])[];
  private readonly own: OwnBlocks;
  private readonly script: MetricsScript;
  private capacity: Capacity;
  private isProbed = false;

  /**
   * @throws NexusError if there are no routes, a path is malformed, or two are alike; if a value is not one that nginx takes; or if
   * the limits can't hold what is promised, with the sum
   */
  public constructor(scope: Construct, id: string, props: ReverseProxyProps) {
    const proxyProps = checkConstruct(ReverseProxy, PROXY_PROPS, new.target, scope, id, props);
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
    this.proxyProps = proxyProps;
    const place = { path: this.origin.path };
    checkProxy(proxyProps, entries, place);
    this.own = readOwnBlocks(proxyProps, entries, place);
    this.routes = entries.filter(([, { service }]) => service.workload.isActive);
    for (const { workload, port } of new Set(this.routes.map(([, { service }]) => service))) {
      // Not waiting for health keeps the way in open for what does work; upstreams are resolved at each request.
      this.addBinding(() => ({ provider: workload, ports: [port], tier: 'frontend', startCondition: 'started' }));
    }
    this.script = new MetricsScript(
      this.name,
      proxyProps.metrics !== false && includes(this.platform.phase, 'monitoring'),
    );
    this.capacity = this.shareOut();
    const { certificate, key } = proxyProps.tls;
    const { http: plain = 80, https = 443, addresses = ['0.0.0.0'] } = proxyProps.publish ?? {};
    for (const address of addresses) {
      this.publish(plain, HTTP, address);
      if (certificate) this.publish(https, HTTPS, address);
    }
    if (certificate && key) {
      this.addSecret(certificate, false);
      this.addSecret(key, false);
    }
    this.addFile(this.path, '/etc/nginx/nginx.conf');
    this.addTmpfs('/tmp', this.capacity.tmp);
    this.declared(ReverseProxy);
  }

  /** Its port, and those of the monitoring that may be opened. */
  public override get ports(): readonly number[] {
    return [...super.ports, ...(this.script.isAsked ? [METRICS_PORT] : []), ...(this.isProbed ? [PROBED_PORT] : [])];
  }

  public override contributions(): readonly Contribution[] {
    const own = [...this.script.contributions(this.routeModels()), ...this.probes()];
    const { certificate, key } = this.proxyProps.tls;
    if (!certificate || !key) return [...own, ...super.contributions()];
    const pair = {
      kind: 'certificate',
      certificate: certificate.name,
      key: key.name,
      hosts: this.names,
      reload: ['sh', '-c', 'nginx -t -q && nginx -s reload'],
    } as const;
    return [...own, pair, ...super.contributions()];
  }

  /** @internal counts requests if a consumer may ask for the figures, and answers at the port of probes if one may ask there */
  public openedAt(ports: readonly number[]): void {
    this.isProbed ||= ports.includes(PROBED_PORT);
    if (!this.script.open(ports)) return;
    this.capacity = this.shareOut();
    this.addFile(this.script.path, this.script.target);
  }

  public override documents(): readonly NewDocument[] {
    if (this.names.length === 0 && this.proxyProps.serverNames !== false)
      this.platform.sources.warn(
        `${this.name} answers to every name, also to one that somebody else points here${this.proxyProps.tls.certificate ? ', and plain HTTP is refused, for nobody knows where to redirect it' : ''}: ` +
          'say which are yours with serverNames: ["shop.example.org"], or that every name is meant with serverNames: false',
      );
    checkOwnFiles(this.own.all, {
      mounts: this.settings.mounts.map(({ value }) => value),
      secrets: this.settings.secrets.map(({ value }) => value.target),
      readOnlyRoot: this.proxyProps.security?.readOnlyRootFilesystem ?? true,
    });
    return [
      {
        path: this.path,
        kind: 'template',
        syntax: 'hash',
        template: 'nginx/reverse-proxy.conf.hbs',
        view: this.view(),
        provenance: proxyProvenance(this.proxyProps, this.origin),
      },
      ...this.script.documents(),
    ];
  }

  public override routeModels(): readonly RouteModel[] {
    const { rateLimit = RATE } = this.proxyProps;
    return this.routes.map(([path, route]) => {
      const { service, websocket = false, maxBodySize } = route;
      const prefix = trimPath(path);
      const files = service.servesFiles ?? false;
      const limit = route.rateLimit ?? (files ? false : rateLimit);
      return {
        proxy: this.name,
        hosts: this.names,
        path: prefix || '/',
        strip: prefix !== '' && (route.stripPath ?? true),
        target: { workload: service.workload.name, port: service.port, ...(files && { files }) },
        limits: { ...(maxBodySize && { bodySize: maxBodySize }), ...(limit !== false && { requestsPerSecond: limit }) },
        streaming: {
          websocket,
          idleTimeout: route.timeout ?? (websocket ? Duration.hours(1) : Duration.seconds(30)),
          wholeBodies: route.requestBuffering ?? false,
          ...(route.longPolling && { longPolling: true }),
        },
        hidden: (route.internal ?? (files ? [] : INTERNAL)).map((hidden) => `${prefix}${trimPath(hidden)}`),
      };
    });
  }

  protected override image(): WorkloadImage {
    const { images, sources } = this.platform;
    warnOfNginx(images, sources, NGINX_IMAGE);
    const reference = images.resolve(NGINX_IMAGE);
    const problem = this.script.lackedBy(reference);
    if (problem) throw this.error(...problem);
    const doubt = this.script.doubtsAbout(reference);
    if (doubt !== undefined) sources.warn(doubt);
    return { kind: 'registry', reference };
  }

  protected override probe(): Probe {
    return HealthCheck.http('/nginx-health').toProbe(HTTP);
  }

  protected override process(): ProcessSettings {
    // The image's own entry point edits its configuration at start, which a read-only root forbids.
    return { entrypoint: ['nginx'], command: ['-g', 'daemon off;'], stopSignal: 'SIGQUIT' };
  }

  protected override development(): Development {
    const { tls, developmentPort } = this.proxyProps;
    const [hostPort, served] = tls.certificate ? [developmentPort ?? HTTPS, HTTPS] : [developmentPort ?? HTTP, HTTP];
    return {
      environment: {},
      // Plain HTTP would be redirected to production's port; production's names lead to production.
      ports: [{ hostIp: '127.0.0.1', hostPort, containerPort: this.names.length > 0 ? DEVELOPMENT : served }],
      watch: [],
      readOnlyRootFilesystem: true,
    };
  }

  protected override memoryNeeds(): readonly MemoryNeed[] {
    return [{ what: 'nginx', size: this.capacity.least }];
  }

  private probes(): readonly Contribution[] {
    if (!includes(this.platform.phase, 'monitoring')) return [];
    const pages = this.routes.flatMap(([path, { service }]): [string, string][] =>
      service.healthPath === undefined ? [] : [[trimPath(path) || '/', service.healthPath]],
    );
    return proxyProbes({
      routes: this.routeModels(),
      tls: this.proxyProps.tls.certificate !== undefined,
      healthPaths: new Map(pages),
      unasked: new Set(this.routes.flatMap(([path, { probe }]) => (probe === false ? [trimPath(path) || '/'] : []))),
      own: this.own,
    });
  }

  private get names(): readonly string[] {
    return this.proxyProps.serverNames || [];
  }

  private get path(): string {
    return `infrastructure/${this.name}/nginx.conf`;
  }

  private get requestLine(): MemorySize {
    return this.proxyProps.maxRequestHeaderSize ?? MemorySize.kibibytes(16);
  }

  private get responseHeaders(): MemorySize {
    return this.proxyProps.maxResponseHeaderSize ?? MemorySize.kibibytes(32);
  }

  private get bodySize(): MemorySize {
    return this.proxyProps.maxBodySize ?? MemorySize.mebibytes(1);
  }

  private shareOut(): Capacity {
    const { memory, cpus, pids } = this.resources.limits;
    const whole = this.routes.flatMap(([, { requestBuffering, maxBodySize = this.bodySize }]) =>
      requestBuffering ? [maxBodySize] : [],
    );
    return capacityOf({
      memory,
      cpus,
      pids,
      tls: this.proxyProps.tls.certificate !== undefined,
      metrics: this.script.isAsked ? metricsMemory(this.routes.length) : undefined,
      own: memoryOf(this.own.all.map(({ directive }) => directive)),
      rates: this.routeModels().filter(({ limits }) => limits.requestsPerSecond !== undefined).length,
      requestLine: this.requestLine,
      responseHeaders: this.responseHeaders,
      body: whole.sort((a, b) => b.toBytes() - a.toBytes())[0],
      fail: (problem, fix) => this.error(problem, fix),
    });
  }

  private view(): object {
    const { tls, serverNames, publish, keepAlive, underscoresInHeaders = false } = this.proxyProps;
    const grace = this.proxyProps.stopGracePeriod ?? this.platform.defaults.stopGracePeriod;
    return nginxView({
      document: this.path,
      routes: this.routeModels(),
      tls,
      serverNames: this.names,
      everyName: serverNames === false,
      http: HTTP,
      https: HTTPS,
      development: DEVELOPMENT,
      publishedHttps: publish?.https ?? 443,
      maxBodySize: this.bodySize,
      requestLine: this.requestLine,
      responseHeaders: this.responseHeaders,
      keepAlive: keepAlive?.toSeconds() ?? 65,
      // Before the engine kills it.
      shutdown: Math.max(1, Math.floor(grace.toSeconds()) - 5),
      underscores: underscoresInHeaders,
      headers: this.proxyProps,
      capacity: this.capacity,
      extra: this.own,
      isMeasured: this.script.isAsked,
      probed: this.isProbed ? PROBED_PORT : false,
    });
  }
}
