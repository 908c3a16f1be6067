import * as nexus from '../../../../src/index.js';
import { CUT_OVER_PROPS } from '../../../../src/constructs/cut-over/cut-over-shape.js';
import { DEPLOYMENT_PROPS } from '../../../../src/constructs/deployment/deployment-shape.js';
import { PLATFORM_PROPS } from '../../../../src/constructs/core/platform-shape.js';
import { SECRET_PROPS } from '../../../../src/constructs/core/secret-shape.js';
import { VOLUME_PROPS } from '../../../../src/constructs/core/volume-shape.js';
import { MONITORING_PROPS } from '../../../../src/constructs/monitoring/monitoring-shape.js';
import { POSTGRES_PROPS } from '../../../../src/constructs/postgres/postgres-shape.js';
import { PROXY_PROPS } from '../../../../src/constructs/proxy/proxy-shape.js';
import { REDIS_PROPS } from '../../../../src/constructs/redis/redis-shape.js';
import { MIGRATION_JOB_PROPS } from '../../../../src/constructs/service/migration-job-shape.js';
import { FRONTEND_PROPS, GATEWAY_PROPS, SERVICE_PROPS } from '../../../../src/constructs/service/service-shape.js';
import { construct, healthOptions, keys, service, type Target } from './target.js';

const {
  Duration,
  Environment,
  HealthCheck,
  LoggingPolicy,
  MemorySize,
  NexusService,
  Orm,
  Phase,
  PublicValue,
  Resources,
  Secret,
  SecureDockerfile,
  ServiceMetrics,
  Tls,
  Volume,
} = nexus;

const workload = (p: nexus.NexusPlatform) => ({
  description: 'x',
  environment: { A: '1', N: 2, B: true, POSTHOG_API_KEY: PublicValue.of('phc_public', 'for anyone') },
  secrets: [new Secret(p, 'own_secret')],
  egress: true,
  resources: Resources.of({ memory: MemorySize.mebibytes(256), cpus: 0.5 }),
  restart: 'always',
  stopGracePeriod: Duration.seconds(3),
  logging: LoggingPolicy.jsonFile(),
  labels: { team: 'a' },
  since: Phase.Security,
  security: { user: '1000:1000', readOnlyRootFilesystem: true, capabilities: ['CHOWN'], init: true },
});

const serving = (p: nexus.NexusPlatform) => ({
  ...workload(p),
  port: 5000,
  replicas: 1,
  uses: [
    service(p, 'used', 4101),
    { provider: service(p, 'optioned', 4102), prefix: 'OTHER', startCondition: 'started' },
  ],
  command: ['node', 'app.js'],
  developmentCommand: ['npm', 'run', 'dev'],
  health: HealthCheck.http('/health'),
  publishLoopback: 9000,
  migrate: false,
  developmentPort: 5100,
  tmp: MemorySize.mebibytes(8),
});

function migrating(p: nexus.NexusPlatform): nexus.NexusService {
  const uses = [new nexus.PostgresDatabase(p, 'postgres', { database: 'shop' })];
  const dockerfile = SecureDockerfile.node({ context: 'crm', orm: Orm.prisma() });
  return new NexusService(p, 'crm', { port: 5000, dockerfile, uses, migrate: false });
}

/** Every class of constructs, with right props. */
export const CONSTRUCTS: readonly Target[] = [
  {
    name: 'NexusPlatform',
    props: keys(PLATFORM_PROPS),
    args: () => [
      'own',
      {
        outdir: 'deploy',
        rollout: Phase.Build,
        environment: 'production',
        registry: 'ghcr.io/acme',
        networks: { block: '10.0.0.0/16', isolation: 'edge', edgePrefix: 28 },
        defaults: {
          resources: Resources.SMALL,
          logging: LoggingPolicy.jsonFile(),
          restart: 'always',
          stopGracePeriod: Duration.seconds(4),
          healthCheck: healthOptions(),
          logLevel: 'warn',
        },
        sources: 'src',
        images: { replace: { 'node:24-alpine': 'mirror.example/node:24-alpine' } },
        environments: [Environment.development()],
        audit: { enabled: true, failUnder: 1 },
      },
    ],
    use: (p: nexus.NexusPlatform, [id, props]: readonly unknown[]): nexus.NexusPlatform => {
      const platform = new nexus.NexusPlatform(p.node.scope as never, id as string, props as object);
      service(platform, 'crm');
      return platform;
    },
  },
  construct(Secret, SECRET_PROPS, () => ({
    description: 'x',
    bytes: 32,
    rotation: nexus.Rotation.overlap({ lifetime: nexus.Duration.hours(1) }),
  })),
  construct(Volume, VOLUME_PROPS, () => ({
    description: 'x',
    purpose: 'data',
    access: 'one',
    backup: 'files',
    sizeHint: MemorySize.gibibytes(1),
    movedFrom: 'old',
  })),
  construct(NexusService, SERVICE_PROPS, (p) => ({
    ...serving(p),
    image: 'shop/app:1.0',
    metrics: ServiceMetrics.none(),
    readiness: '/ready',
  })),
  construct(nexus.ApiGateway, GATEWAY_PROPS, (p) => ({
    ...serving(p),
    image: 'shop/app:1.0',
    metrics: ServiceMetrics.contract(),
    readiness: '/ready',
    routes: { '/a': service(p, 'routed', 4103) },
  })),
  construct(nexus.Frontend, FRONTEND_PROPS, (p) => {
    const { uses: _, ...rest } = serving(p);
    return { ...rest, dockerfile: SecureDockerfile.staticSite({ context: 'site' }) };
  }),
  construct(nexus.MigrationJob, MIGRATION_JOB_PROPS, (p) => ({
    service: migrating(p),
    command: ['npx', 'migrate'],
    description: 'x',
    environment: { A: '1' },
  })),
  construct(nexus.PostgresDatabase, POSTGRES_PROPS, (p) => ({
    ...workload(p),
    version: 17,
    distribution: 'alpine',
    database: 'shop',
    owner: 'boss',
    locale: 'und',
    extensions: ['citext'],
    maxConnections: 20,
    shmSize: MemorySize.mebibytes(64),
    developmentPort: 5432,
  })),
  construct(nexus.RedisCache, REDIS_PROPS, (p) => ({
    ...workload(p),
    version: 8,
    maxMemory: MemorySize.mebibytes(64),
    persistence: nexus.RedisPersistence.Snapshot,
    evictionPolicy: 'noeviction',
    developmentPort: 6379,
  })),
  construct(nexus.CutOver, CUT_OVER_PROPS, (p) => ({
    project: 'shop-old',
    data: [
      new nexus.PostgresDatabase(p, 'ledger', { database: 'shop' }).from({ superuser: 'admin' }),
      new nexus.RedisCache(p, 'jobs', { persistence: nexus.RedisPersistence.AppendOnly }).from({ version: 7 }),
    ],
  })),
  construct(nexus.Deployment, DEPLOYMENT_PROPS, () => ({
    keep: 3,
    hooks: { before: 'hooks/before.sh', after: 'hooks/after.sh' },
    freeDisk: MemorySize.mebibytes(512),
    healthTimeout: Duration.seconds(60),
    watch: Duration.seconds(1),
  })),
  construct(
    nexus.MonitoringStack,
    MONITORING_PROPS,
    (p) => (
      new nexus.RedisCache(p, 'redis'),
      {
        version: '3.5.3',
        scrapeInterval: Duration.seconds(5),
        retention: Duration.hours(1),
        port: 9091,
        containers: nexus.ContainerMetrics.exporter(),
        host: false,
        logs: nexus.CentralLogs.loki(),
        alerting: nexus.Alerting.to([nexus.Receiver.webhook({ url: Secret.supplied(p, 'alert_url') })]),
        alertmanagerVersion: '0.33.1',
        alertmanagerPort: 9094,
        grafana: { version: '12.4.12', port: 3002 },
        runbookUrl: 'https://git.example.org/RUNBOOK.md',
        since: Phase.Security,
      }
    ),
  ),
  construct(nexus.ReverseProxy, PROXY_PROPS, (p) => ({
    ...workload(p),
    security: {},
    routes: {
      '/': service(p, 'root', 4104),
      '/a': {
        service: service(p, 'part', 4105),
        stripPath: true,
        websocket: false,
        maxBodySize: MemorySize.mebibytes(1),
        requestBuffering: true,
        longPolling: true,
        timeout: Duration.seconds(3),
        internal: ['/metrics'],
        rateLimit: 5,
        nginx: ['proxy_buffers 8 16k;'],
      },
    },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    serverNames: ['shop.example'],
    publish: { http: 8080, addresses: ['0.0.0.0'] },
    maxBodySize: MemorySize.mebibytes(1),
    maxRequestHeaderSize: MemorySize.kibibytes(8),
    maxResponseHeaderSize: MemorySize.kibibytes(8),
    keepAlive: Duration.seconds(5),
    underscoresInHeaders: false,
    rateLimit: 5,
    contentSecurityPolicy: "default-src 'self'",
    frameOptions: 'DENY',
    permissionsPolicy: false,
    nginx: { http: ['server_names_hash_bucket_size 128;'], server: ['etag off;'] },
    developmentPort: 8081,
  })),
];
