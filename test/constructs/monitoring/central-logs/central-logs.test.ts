import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  CentralLogs,
  Duration,
  LoggingPolicy,
  type LokiProps,
  MemorySize,
  MonitoringStack,
  type MonitoringStackProps,
  NexusService,
  Phase,
  RedisCache,
} from '../../../../src/index.js';
import { readyText } from '../../../../src/constructs/monitoring/central-logs/alloy.js';
import { auditOutput } from '../../../../src/synth/audit-output.js';
import { renderPlatform } from '../../../../src/synth/index.js';
import { dashboardsIn } from '../../../support/dashboards.js';
import { Kind } from '../../../support/kind.js';
import { messageOf, newPlatform, render } from '../../../support/project.js';

interface Service {
  readonly image: string;
  readonly user: string;
  readonly ports?: readonly string[];
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly networks: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck: { readonly test: readonly string[] };
  readonly volumes: readonly { readonly source: string; readonly target: string; readonly read_only?: boolean }[];
  readonly logging?: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
  readonly deploy: { readonly resources: { readonly limits: { readonly memory: string } } };
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface Options {
  readonly logs?: LokiProps | false;
  readonly stack?: MonitoringStackProps;
  readonly rollout?: Phase;
  readonly logging?: LoggingPolicy;
}

function shop({ logs = {}, stack = {}, rollout = Phase.Advanced, logging }: Options = {}) {
  const platform = newPlatform({ rollout });
  new RedisCache(platform, 'redis');
  new NexusService(platform, 'web', { port: 8080, image: 'example/web:1', ...(logging && { logging }) });
  new MonitoringStack(platform, 'monitoring', { ...stack, ...(logs && { logs: CentralLogs.loki(logs) }) });
  return platform;
}

const composeOf = (files: Readonly<Record<string, string>>, file = 'docker-compose.monitoring.yml') =>
  parse(files[file] ?? '', { merge: true }) as Compose;

describe('the containers', () => {
  const compose = composeOf(render(shop()));
  const { loki, alloy, grafana } = compose.services;

  test('have no rights but those of the owner of what they read, and write to their volumes alone', () => {
    const hardened = { read_only: true, cap_drop: ['ALL'] };
    expect(loki).toMatchObject({ image: 'grafana/loki:3.7.6', user: '10001:10001', ...hardened });
    expect(alloy).toMatchObject({ image: 'grafana/alloy:v1.18.1', user: '0:0', ...hardened });
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(['loki_data', 'alloy_data']));
    expect(alloy?.volumes.filter(({ read_only }) => read_only !== true).map(({ source }) => source)).toEqual([
      'alloy_data',
    ]);
    // Without any right, root may write to no folder of another user: the image's own would be one.
    expect(alloy?.volumes.find(({ source }) => source === 'alloy_data')?.target).toBe('/positions');
  });

  test('are reached by those who need them, and by no port of the host', () => {
    expect([loki?.ports, alloy?.ports]).toEqual([undefined, undefined]);
    expect(loki?.networks).toEqual(['prometheus_loki', 'alloy_loki', 'grafana_loki']);
    expect(alloy?.networks).toEqual(['prometheus_alloy', 'alloy_loki']);
    expect(grafana?.networks).toContain('grafana_loki');
    for (const name of ['alloy_loki', 'grafana_loki']) expect(compose.networks[name]).toMatchObject({ internal: true });
  });

  test('ask themselves with what their images have', () => {
    expect(loki?.healthcheck.test).toEqual([
      'CMD',
      '/usr/bin/loki',
      '-health',
      '-health.url=http://127.0.0.1:3100/ready',
    ]);
    expect(alloy?.healthcheck.test.slice(0, 3)).toEqual(['CMD', '/bin/bash', '-c']);
  });

  test('Alloy sees the logs of the engine, wherever they are, and knows its project', () => {
    expect(alloy?.volumes.find(({ target }) => target === '/var/lib/docker/containers')).toMatchObject({
      source: '${DOCKER_CONTAINERS:-/var/lib/docker/containers}',
      read_only: true,
    });
    expect(alloy?.environment).toEqual({ COMPOSE_PROJECT_NAME: '${COMPOSE_PROJECT_NAME}' });
    expect(render(shop())['.env.example']).toContain('DOCKER_CONTAINERS=/var/lib/docker/containers\n');
  });

  test('have what is told of them', () => {
    const props = { retention: Duration.hours(48), memory: MemorySize.gibibytes(2), version: '3.8.0' };
    const files = render(shop({ logs: { ...props, alloyVersion: '1.20.3' } }));
    const { services } = composeOf(files);

    expect([services['loki']?.image, services['alloy']?.image]).toEqual([
      'grafana/loki:3.8.0',
      'grafana/alloy:v1.20.3',
    ]);
    expect(services['loki']?.deploy.resources.limits.memory).toBe('2G');
    expect(parse(files['infrastructure/monitoring/loki.yml'] ?? '')).toMatchObject({
      limits_config: { retention_period: '48h' },
    });
  });
});

test('Loki keeps lines by schema v13 in a tsdb, and forgets them by its compactor', () => {
  const config = parse(render(shop())['infrastructure/monitoring/loki.yml'] ?? '') as object;

  expect(config).toMatchObject({
    auth_enabled: false,
    schema_config: {
      configs: [{ store: 'tsdb', object_store: 'filesystem', schema: 'v13', index: { period: '24h' } }],
    },
    compactor: { retention_enabled: true, delete_request_store: 'filesystem' },
    limits_config: { retention_period: '720h', allow_structured_metadata: true },
    analytics: { reporting_enabled: false },
  });
});

describe('every container', () => {
  const all = (files: Readonly<Record<string, string>>) =>
    ['docker-compose.yml', 'docker-compose.monitoring.yml'].flatMap((file) =>
      Object.entries(composeOf(files, file).services),
    );

  test('has files that rotate, with the labels by which lines are assigned', () => {
    const services = all(render(shop()));

    expect(services.length).toBeGreaterThan(8);
    for (const [name, { logging }] of services)
      expect([name, logging]).toEqual([
        name,
        {
          driver: 'json-file',
          options: {
            'max-size': '10m',
            'max-file': '5',
            labels: 'service,environment,com.docker.compose.project,com.docker.compose.container-number',
          },
        },
      ]);
  });

  test('also before the phase that brings log files, and with labels of its own', () => {
    const stack = { since: Phase.Security };
    const own = LoggingPolicy.jsonFile({ maxFile: 2, labels: ['team'] });
    const services = all(render(shop({ stack, rollout: Phase.Security, logging: own })));

    for (const [name, { logging }] of services)
      expect(logging?.options['labels']).toMatch(
        name === 'web' ? /^team,service,com\.docker\.compose\.project,/ : /^service,environment,com\.docker\.compose\./,
      );
    expect(Object.fromEntries(services)['web']?.logging?.options['max-file']).toBe('2');
  });

  test('that logs elsewhere is named, and stays as it is', () => {
    const platform = shop({ logging: LoggingPolicy.driver('journald') });
    const files = render(platform);

    expect(composeOf(files, 'docker-compose.yml').services['web']?.logging).toEqual({
      driver: 'journald',
      options: {},
    });
    const warnings = platform.toModel().warnings.filter((text) => text.includes('central logs'));
    expect(warnings).toEqual([
      'shop/monitoring: the lines of web do not come to the central logs, which read files: its logging is journald. Use LoggingPolicy.jsonFile() for it',
    ]);
  });

  test('has its lines on a dashboard, and the bad ones of all are on the overview', () => {
    const dashboards = dashboardsIn(render(shop()));
    const logs = Object.entries(dashboards).map(
      ([path, { panels }]) => [path, panels.filter(({ type }) => type === 'logs')] as const,
    );

    for (const [path, panels] of logs) {
      const name = path.replace(/^workloads\/|\.json$/g, '');
      const query = name === 'overview' ? '{level=~"error|critical"}' : `{service="${name}"}`;
      expect(panels.map(({ targets = [] }) => targets.map(({ expr, datasource }) => [expr, datasource?.uid]))).toEqual([
        [[query, 'loki']],
      ]);
    }
    expect(Object.keys(dashboards)).toEqual(expect.arrayContaining(['workloads/web.json', 'workloads/loki.json']));
  });
});

test('an id beside a line leads to the other lines that have it', () => {
  const { datasources } = parse(render(shop())['infrastructure/monitoring/grafana/datasources.yml'] ?? '') as {
    datasources: { uid: string; url: string; jsonData: { derivedFields?: object[] } }[];
  };
  const loki = datasources.find(({ uid }) => uid === 'loki');

  expect(loki?.url).toBe('http://loki:3100');
  expect(loki?.jsonData.derivedFields?.[0]).toMatchObject({
    matcherType: 'label',
    matcherRegex: '^request_id$',
    datasourceUid: 'loki',
    // Grafana reads two dollars as one that begins no variable of its own.
    url: '{service=~".+"} | request_id="$${__value.raw}"',
  });
});

test('without it there is no trace, in files, labels, variables, findings or dashboards', () => {
  const without = render(shop({ logs: false }));

  for (const text of Object.values(without))
    expect(text).not.toMatch(/\bloki\b|\balloy\b|DOCKER_CONTAINERS|compose\.project,/i);
  expect(Object.keys(without).filter((path) => /loki|alloy/.test(path))).toEqual([]);
});

test('what the audit says of it is accepted with the reason', () => {
  const model = shop({ stack: { containers: false, host: false } }).toModel();
  const { report, problems } = auditOutput(model, renderPlatform(model)) ?? {};

  expect(problems).toEqual([]);
  expect(report?.suppressed.map(({ finding }) => [finding.rule.id, finding.subject]).sort()).toEqual([
    ['sensitive-host-directory', 'alloy'],
    ['service-user-root', 'alloy'],
  ]);
  expect(report?.findings.filter(({ rule }) => rule.severity === 'critical' || rule.severity === 'high')).toEqual([]);
});

describe('is refused', () => {
  test.each<[string, LokiProps]>([
    [
      'CentralLogs.loki: retention 36h is not whole days. Write it like Duration.hours(24 * 30).',
      { retention: Duration.hours(36) },
    ],
    [
      'CentralLogs.loki: retention 0s is not whole days. Write it like Duration.hours(24 * 30).',
      { retention: Duration.hours(0) },
    ],
    ['CentralLogs.loki: memory 64M is below 256M. Give more, or leave it out.', { memory: MemorySize.mebibytes(64) }],
    ['Loki "3.6.10" is not a release of version 3.7 or a later 3. Write it like "3.7.6".', { version: '3.6.10' }],
    ['Loki "latest" is not a release of version 3.7 or a later 3. Write it like "3.7.6".', { version: 'latest' }],
    [
      'Alloy "1.14.0" is not a release of version 1.15 or a later 1. Write it like "1.18.1".',
      { alloyVersion: '1.14.0' },
    ],
  ])('%s', (message, props) => {
    expect(messageOf(() => CentralLogs.loki(props))).toContain(message);
  });

  test('without Grafana: nothing would show them', () => {
    expect(messageOf(() => shop({ stack: { grafana: false } }))).toContain(
      'logs without Grafana can not be read: no port leads to Loki. Leave out grafana: false, or logs.',
    );
  });

  test('root for a kind that says no reason', () => {
    const root = (spec: object) => () => new Kind(newPlatform(), 'kind', { spec: { user: '0:0', ...spec } });

    expect(messageOf(root({}))).toContain('user "0:0" is not a numeric id above 0');
    expect(root({ rootBecause: 'The files belong to root.' })).not.toThrow();
  });
});

test.each([
  [200, true],
  [503, false],
])('the health check of Alloy takes an answer with %i for %s', async (status, isReady) => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/-/ready' ? status : 404).end('Alloy is ready.\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked = promisify(execFile)('/bin/bash', ['-c', readyText(port)]).then(
    () => true,
    () => false,
  );

  expect(await asked).toBe(isReady);
  server.close();
});
