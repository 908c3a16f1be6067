import * as nexus from '../../../../src/index.js';
import { ENVIRONMENT_PROPS } from '../../../../src/constructs/core/environment-shape.js';
import { COMMAND_ROTATION, OVERLAP } from '../../../../src/constructs/core/rotation-shape.js';
import { SUPPLIED_PROPS } from '../../../../src/constructs/core/secret-shape.js';
import { CENTRAL_LOGS } from '../../../../src/constructs/monitoring/central-logs/central-logs-shape.js';
import { TERMINATED_OPTIONS, TLS_OPTIONS } from '../../../../src/constructs/proxy/tls-shape.js';
import { HEALTH_CHECK_OPTIONS } from '../../../../src/constructs/settings/health-check-shape.js';
import { JSON_FILE_OPTIONS } from '../../../../src/constructs/settings/logging-policy-shape.js';
import { CONTRACT_OPTIONS, ENDPOINT_PROPS } from '../../../../src/constructs/service/service-metrics-shape.js';
import { RESOURCES_PROPS } from '../../../../src/constructs/settings/resources-shape.js';
import { callOf, emptyPlatform, factory, having, healthOptions, keys, service, type Target } from './target.js';

const { Duration, MemorySize, PublicValue, Resources, Secret } = nexus;

const rotated = (p: nexus.NexusPlatform, rotation: unknown): nexus.NexusService =>
  having(p, { secrets: [new Secret(p, 'signing_key', { rotation: rotation as nexus.Rotation })] });

/** Value classes, each used in a platform. */
export const VALUE_CLASSES: readonly Target[] = [
  factory(
    'Resources.of',
    () => [
      {
        memory: MemorySize.mebibytes(256),
        cpus: 1,
        pids: 20,
        memoryReservation: MemorySize.mebibytes(16),
        cpuReservation: 0.1,
      },
    ],
    (p, resources) => having(p, { resources }),
    RESOURCES_PROPS,
  ),
  factory('Rotation.restart', () => [], rotated),
  factory('Rotation.overlap', () => [{ lifetime: Duration.hours(1) }], rotated, OVERLAP),
  factory(
    'Rotation.command',
    () => [['node', 'set-password.mjs'], { accepts: ['node', 'try-password.mjs'] }],
    rotated,
    COMMAND_ROTATION,
  ),
  factory('Rotation.refused', () => [{ en: 'why', 'pt-BR': 'por quê' }], rotated),
  factory(
    'LoggingPolicy.jsonFile',
    () => [{ maxSize: MemorySize.mebibytes(1), maxFile: 2, labels: ['service'] }],
    (p, logging) => having(p, { logging }),
    JSON_FILE_OPTIONS,
  ),
  factory(
    'LoggingPolicy.driver',
    () => ['local', { 'max-size': '1m' }],
    (p, logging) => having(p, { logging }),
  ),
  factory(
    'HealthCheck.http',
    () => ['/health', healthOptions()],
    (p, health) => having(p, { health }),
    HEALTH_CHECK_OPTIONS,
  ),
  factory(
    'HealthCheck.command',
    () => [['node', 'check.js'], healthOptions()],
    (p, health) => having(p, { health }),
    HEALTH_CHECK_OPTIONS,
  ),
  factory(
    'HealthCheck.shell',
    () => ['exit 0', healthOptions()],
    (p, health) => having(p, { health }),
    HEALTH_CHECK_OPTIONS,
  ),
  factory(
    'HealthCheck.tcp',
    () => [healthOptions()],
    (p, health) => having(p, { health }),
    HEALTH_CHECK_OPTIONS,
  ),
  factory(
    'ServiceMetrics.contract',
    () => [{ port: 9465, runtime: 'node' }],
    (p, metrics) => having(p, { metrics }),
    CONTRACT_OPTIONS,
  ),
  factory(
    'ServiceMetrics.at',
    () => [{ port: 9465, path: '/figures', interval: Duration.seconds(20), metrics: ['requests_total{code}'] }],
    (p, metrics) => having(p, { metrics }),
    ENDPOINT_PROPS,
  ),
  factory(
    'ServiceMetrics.none',
    () => [],
    (p, metrics) => having(p, { metrics }),
  ),
  factory(
    'CentralLogs.loki',
    () => [
      {
        retention: Duration.hours(48),
        memory: nexus.MemorySize.mebibytes(512),
        version: '3.7.6',
        alloyVersion: '1.18.1',
      },
    ],
    (p, logs) => new nexus.MonitoringStack(p, 'monitoring', { logs: logs as nexus.CentralLogs }),
    CENTRAL_LOGS,
  ),
  factory(
    'ContainerMetrics.exporter',
    () => [],
    (p, containers) => new nexus.MonitoringStack(p, 'monitoring', { containers: containers as nexus.ContainerMetrics }),
  ),
  ...(['development', 'overlay'] as const).map((name) =>
    factory(
      `Environment.${name}`,
      () => [
        ...(name === 'overlay' ? ['staging'] : []),
        {
          environment: { A: '1', POSTHOG_API_KEY: PublicValue.of('phc_public', 'for anyone') },
          resources: Resources.SMALL,
        },
      ],
      (_, environment) => {
        const other = emptyPlatform({ environments: [environment as nexus.Environment] });
        service(other);
        return other;
      },
      ENVIRONMENT_PROPS,
    ),
  ),
  factory(
    'Tls.terminatedUpstream',
    () => [{ trustedProxies: ['10.0.0.0/8'], hsts: Duration.hours(1), clientAddressHeader: 'X-Real-IP' }],
    (p, tls) => new nexus.ReverseProxy(p, 'proxy', { routes: { '/': service(p) }, tls: tls as nexus.Tls }),
    TERMINATED_OPTIONS,
  ),
  factory(
    'Tls.fromSecrets',
    (p) => [
      Secret.pem(p, 'tls_certificate', 'certificate'),
      Secret.pem(p, 'tls_key', 'key'),
      { hsts: Duration.hours(1), trustedProxies: ['10.0.0.0/8'] },
    ],
    (p, tls) => new nexus.ReverseProxy(p, 'proxy', { routes: { '/': service(p) }, tls: tls as nexus.Tls }),
    TLS_OPTIONS,
  ),
  {
    name: 'Secret.supplied',
    props: keys(SUPPLIED_PROPS),
    args: () => ['given', { description: 'x' }],
    use: (p, args) => having(p, { secrets: [callOf('Secret.supplied', [p, ...args])] }),
  },
  {
    name: 'Secret.pem',
    props: keys(SUPPLIED_PROPS),
    args: () => ['given', 'key', { description: 'x' }],
    use: (p, args) => having(p, { secrets: [callOf('Secret.pem', [p, ...args])] }),
  },
  factory(
    'PublicValue.of',
    () => ['phc_public', 'why'],
    (p, value) => having(p, { environment: { POSTHOG_API_KEY: value } }),
  ),
  ...(['milliseconds', 'seconds', 'minutes', 'hours'] as const).map((name) =>
    factory(
      `Duration.${name}`,
      () => [4000],
      (p, stopGracePeriod) => having(p, { stopGracePeriod }),
    ),
  ),
  factory(
    'Duration.parse',
    () => ['10s'],
    (p, stopGracePeriod) => having(p, { stopGracePeriod }),
  ),
  ...(['bytes', 'kibibytes', 'mebibytes', 'gibibytes'] as const).map((name) =>
    factory(
      `MemorySize.${name}`,
      () => [4096],
      (p, tmp) => having(p, { tmp, resources: Resources.of({ memory: MemorySize.gibibytes(4097), cpus: 1 }) }),
    ),
  ),
  factory(
    'MemorySize.parse',
    () => ['16M'],
    (p, tmp) => having(p, { tmp }),
  ),
  factory(
    'ImageRef.parse',
    () => ['postgres:17-alpine'],
    (p, image) => having(p, { image: String(image) }),
  ),
  factory(
    'Cidr.parse',
    () => ['10.0.0.0/16'],
    (p) => service(p),
  ),
  factory(
    'CronSchedule.parse',
    () => ['30 3 * * *'],
    (p) => service(p),
  ),
];
