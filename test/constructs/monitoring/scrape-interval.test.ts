import { expect, test } from 'vitest';
import { Duration, MonitoringStack, NexusService } from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

test('two minutes between scrapes are the most that alerts work with', () => {
  const platform = newPlatform();
  expect(
    messageOf(() => new MonitoringStack(platform, 'monitoring', { scrapeInterval: Duration.minutes(3) })),
  ).toContain(
    'scrapeInterval 3m is longer than 2m: rates over 5m need two samples, and a target without one for 5m counts as down. Write Duration.minutes(2) or less',
  );
  // What was refused left nothing behind.
  new MonitoringStack(platform, 'monitoring', { scrapeInterval: Duration.minutes(2) });
  expect(render(platform)['infrastructure/monitoring/prometheus.yml']).toContain('scrape_interval: 2m');
});

test('the interval of a scrape has the same bound, and is told with its line', () => {
  const platform = newPlatform();
  const orders = new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1.4' });
  orders.addContribution({ kind: 'scrape', port: 4002, path: '/metrics', interval: Duration.minutes(10) });
  new MonitoringStack(platform, 'monitoring');
  expect(messageOf(() => render(platform))).toMatch(
    /interval of the scrape 10m is longer than 2m: .*scrape-interval\.test\.ts:\d+/s,
  );
});

test('an image that is not built here is asked whether it is ready only where somebody has said how', () => {
  const probesOf = (readiness?: string) => {
    const platform = newPlatform();
    new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1.4', ...(readiness && { readiness }) });
    return platform.toModel().contributions.filter(({ kind }) => kind === 'probe');
  };
  expect(probesOf()).toEqual([]);
  expect(probesOf('/ready')).toMatchObject([{ of: 'readiness', path: '/ready', port: 4002 }]);
});
