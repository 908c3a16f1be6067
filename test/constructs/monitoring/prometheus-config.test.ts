import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { MonitoringStack, NexusService, PostgresDatabase } from '../../../src/index.js';
import { newPlatform, render } from '../../support/project.js';

interface Job {
  readonly job_name: string;
  readonly metrics_path?: string;
  readonly static_configs?: readonly { readonly targets: readonly string[] }[];
  readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[];
}

function jobs(): Job[] {
  const platform = newPlatform();
  new PostgresDatabase(platform, 'db', { database: 'shop' });
  const orders = new NexusService(platform, 'orders', { port: 5001, image: 'example/orders:1.0', replicas: 2 });
  orders.addContribution({ kind: 'scrape', port: 5001, path: '/figures' });
  new MonitoringStack(platform, 'monitoring');
  const text = render(platform)['infrastructure/monitoring/prometheus.yml'] ?? '';
  return (parse(text) as { scrape_configs: Job[] }).scrape_configs;
}

test('an exporter is a target under its name, whether or not it runs', () => {
  const job = jobs().find(({ job_name }) => job_name === 'db');
  expect(job?.static_configs).toEqual([{ targets: ['db-exporter:9187'] }]);
  expect(job?.dns_sd_configs).toBeUndefined();
});

test('each replica of a service is a target', () => {
  const job = jobs().find(({ job_name }) => job_name === 'orders');
  expect(job).toMatchObject({
    metrics_path: '/figures',
    dns_sd_configs: [{ names: ['orders'], type: 'A', port: 5001 }],
  });
  expect(job?.static_configs).toBeUndefined();
});
