import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  type IBindable,
  MonitoringStack,
  NexusService,
  type NexusPlatform,
  RedisCache,
  ReverseProxy,
  Tls,
} from '../../../src/index.js';
import { auditOutput } from '../../../src/synth/audit-output.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { Minio } from '../../fixtures/extending/minio.js';
import { newPlatform, render } from '../../support/project.js';

/** A platform with one consumer of a store, a proxy and the monitoring. */
function shop<T extends IBindable>(make: (platform: NexusPlatform) => T, routeOf?: (store: T) => Minio['console']) {
  const platform = newPlatform();
  const store = make(platform);
  const orders = new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1', uses: [store] });
  new ReverseProxy(platform, 'nginx', {
    routes: { '/': orders, ...(routeOf && { '/console': { service: routeOf(store), websocket: true } }) },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
  });
  new MonitoringStack(platform, 'monitoring');
  return platform;
}

const withMinio = () =>
  shop(
    (platform) => new Minio(platform, 'minio', { consoleUrl: 'https://shop.example/console/' }),
    (minio) => minio.console,
  );

interface Compose {
  readonly services: Record<string, Record<string, unknown>>;
  readonly networks: Record<string, unknown>;
  readonly secrets: Record<string, unknown>;
  readonly volumes: Record<string, unknown>;
}

const compose = (files: Record<string, string>, name = 'docker-compose.yml') =>
  parse(files[name] ?? '', { merge: true }) as Compose;

describe('the resource kind of the guide', () => {
  test('contributes to monitoring, backups, rotation, checks and the runbook', () => {
    // WHEN
    const { contributions, volumes } = withMinio().toModel();
    const minio = contributions.filter(({ subject }) => subject === 'minio');
    // THEN
    expect(minio.map(({ kind }) => kind)).toEqual([
      'scrape',
      'observable',
      'backup',
      'rotation',
      'rotation',
      'check',
      'runbook',
    ]);
    expect(minio).toMatchObject([
      { kind: 'scrape', port: 9000, path: '/minio/v2/metrics/cluster' },
      {
        name: 'space-free',
        query:
          'minio_cluster_capacity_usable_free_bytes{job="minio"} / minio_cluster_capacity_usable_total_bytes{job="minio"}',
        warning: { comparison: '<', value: 0.2 },
        critical: { comparison: '<', value: 0.05 },
        mustExist: true,
        nextSteps:
          "List the largest buckets: docker compose exec minio sh -c 'du -sh /data/*'. Delete objects, or grow the disk.",
        panel: { kind: 'timeseries' },
      },
      { name: 'minio', volumes: ['minio_data'], dump: 'files' },
      { secret: 'minio_access_key', how: { kind: 'restart' } },
      { secret: 'minio_secret_key', how: { kind: 'restart' } },
      { name: 's3-ready', check: { kind: 'http', port: 9000, path: '/minio/health/cluster' } },
      {
        id: 'minio-restore',
        title: 'Restore minio',
        body: 'Stop `minio`, put the files back into the volume `minio_data`, and start it.',
      },
    ]);
    expect(volumes.find(({ name }) => name === 'minio_data')).toMatchObject({ purpose: 'data', backup: 'files' });
  });

  test('runs hardened, from an image whose data folder belongs to its user', () => {
    const files = render(withMinio());
    const { services, networks, secrets, volumes } = compose(files);
    expect(services.minio).toMatchObject({
      image: 'shop/minio:${SHOP_TAG:-local}',
      build: { context: './infrastructure/minio', target: 'runtime' },
      command: ['server', '/data', '--console-address', ':9001'],
      user: '1000:1000',
      read_only: true,
      cap_drop: ['ALL'],
      environment: {
        MINIO_PROMETHEUS_AUTH_TYPE: 'public',
        MINIO_ROOT_USER_FILE: '/run/secrets/minio_access_key',
        MINIO_ROOT_PASSWORD_FILE: '/run/secrets/minio_secret_key',
        MINIO_BROWSER_REDIRECT_URL: 'https://shop.example/console/',
      },
      volumes: [{ type: 'volume', source: 'minio_data', target: '/data' }],
      networks: ['orders_minio', 'nginx_minio', 'prometheus_minio'],
      healthcheck: { test: ['CMD', 'mc', 'ready', 'local'] },
    });
    expect(services.minio?.ports).toBeUndefined();
    expect(Object.keys(networks)).toEqual(expect.arrayContaining(['orders_minio', 'nginx_minio', 'prometheus_minio']));
    expect(Object.keys(secrets)).toEqual(['minio_access_key', 'minio_secret_key']);
    expect(Object.keys(volumes)).toEqual(['minio_data']);
    expect(files['infrastructure/minio/Dockerfile']).toContain(
      [
        'FROM minio/minio:RELEASE.2025-09-07T16-13-09Z AS runtime',
        'RUN install -d -o 1000 -g 1000 /data',
        'USER 1000:1000',
        'HEALTHCHECK --interval=10s',
      ].join('\n'),
    );
    expect(files['scripts/secrets.sh']).toContain('\n  random minio_access_key 16\n  random minio_secret_key 32\n');
  });

  test('gives a consumer the address and the keys, with a prefix for a second store', () => {
    const platform = newPlatform();
    const minio = new Minio(platform, 'minio');
    const archive = new Minio(platform, 'archive');
    const uses = [minio, { provider: archive, prefix: 'ARCHIVE' }];
    new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1', uses });
    expect(compose(render(platform)).services.orders).toMatchObject({
      environment: {
        S3_ENDPOINT: 'http://minio:9000',
        S3_ACCESS_KEY_FILE: '/run/secrets/minio_access_key',
        S3_SECRET_KEY_FILE: '/run/secrets/minio_secret_key',
        ARCHIVE_S3_ENDPOINT: 'http://archive:9000',
        ARCHIVE_S3_ACCESS_KEY_FILE: '/run/secrets/archive_access_key',
        ARCHIVE_S3_SECRET_KEY_FILE: '/run/secrets/archive_secret_key',
      },
      depends_on: { minio: { condition: 'service_healthy' }, archive: { condition: 'service_healthy' } },
      networks: ['orders_minio', 'orders_archive'],
    });
  });

  test('is scraped by Prometheus, without an exporter', () => {
    const files = render(withMinio());
    const { scrape_configs: jobs } = parse(files['infrastructure/monitoring/prometheus.yml'] ?? '') as {
      readonly scrape_configs: readonly unknown[];
    };
    expect(jobs).toContainEqual({
      job_name: 'minio',
      metrics_path: '/minio/v2/metrics/cluster',
      dns_sd_configs: [{ names: ['minio'], type: 'A', port: 9000, refresh_interval: '15s' }],
    });
    expect(compose(files, 'docker-compose.monitoring.yml').services).not.toHaveProperty('minio-exporter');
    expect(compose(files, 'docker-compose.monitoring.yml').services).toHaveProperty('alertmanager');
  });

  test('is reached by a browser at its console, through the proxy', () => {
    const platform = withMinio();
    const { routes, edges } = platform.toModel();
    expect(routes).toContainEqual(
      expect.objectContaining({ path: '/console', strip: true, target: { workload: 'minio', port: 9001 } }),
    );
    expect(edges).toContainEqual(
      expect.objectContaining({ consumer: 'nginx', provider: 'minio', ports: [9001], tier: 'frontend' }),
    );
    expect(render(platform)['infrastructure/nginx/nginx.conf']).toContain('set $upstream http://minio:9001;');
  });

  test('scores in the audit as well as a kind of the library', () => {
    const audited = (platform: NexusPlatform) => {
      const model = platform.toModel();
      return auditOutput(model, renderPlatform(model))?.report;
    };
    const own = audited(withMinio());
    const redis = audited(shop((platform) => new RedisCache(platform, 'redis')));
    expect(redis?.score).toBeGreaterThan(9);
    expect(own?.score).toBeGreaterThanOrEqual(redis?.score ?? 10);
    expect(own?.findings.filter(({ rule }) => rule.severity !== 'info').map(({ message }) => message)).toEqual([]);
  });
});
