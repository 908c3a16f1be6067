import { describe, expect, test } from 'vitest';
import { type Contribution, MonitoringStack, NexusService, type Observable } from '../../../../src/index.js';
import { hasAlertmanager, inhibited, postAlerts, withAlertmanager } from '../../../support/alertmanager.js';
import { newPlatform } from '../../../support/project.js';
import { configOf, filesOf } from './support.js';

const SERVED = ['queue_length{queue,region}', 'queue_limit{queue,region}', 'queue_info{version}'];

/** A service with this query about its queues, whose alert has both severities. */
function shopWith(query: string, metrics: readonly string[] | 'unknown' = SERVED) {
  const platform = newPlatform();
  const orders = new NexusService(platform, 'orders', { port: 4002, image: 'shop/orders:1.0' });
  const scrape: Contribution = {
    kind: 'scrape',
    port: 4002,
    path: '/metrics',
    ...(metrics !== 'unknown' && { metrics }),
  };
  const observable: Observable = {
    kind: 'observable',
    name: 'queue-length',
    description: 'Orders that wait',
    query,
    unit: 'short',
    warning: { comparison: '>', value: 10 },
    critical: { comparison: '>', value: 100 },
    mustExist: false,
    nextSteps: 'Start another worker.',
    panel: { kind: 'timeseries', legend: '' },
  };
  for (const one of [scrape, observable]) orders.addContribution(one);
  new MonitoringStack(platform, 'monitoring');
  return platform;
}

const firstRule = (...args: Parameters<typeof shopWith>) => configOf(shopWith(...args)).inhibit_rules[0];

/** Of the container's own alerts, which are there as well. */
const OTHERS = firstRule('sum(queue_length{job="orders"})')?.equal ?? [];

describe('labels that tell alerts of one name apart', () => {
  test.each([
    ['queue_length{job="orders"}', ['instance', 'queue', 'region']],
    ['queue_length{job="orders",region="south"}', ['instance', 'queue']],
    ['sum without (instance) (queue_length{job="orders"})', ['queue', 'region']],
    ['topk(3, sum by (queue) (queue_length{job="orders"}))', ['queue']],
    ['queue_length{job="orders"} / on (region) queue_limit{job="orders"}', ['region']],
    [
      'queue_length{job="orders"} * on (instance) group_left (version) queue_info{job="orders"}',
      ['instance', 'queue', 'region', 'version'],
    ],
  ])('%s: %s', (query, labels) => {
    const equal = firstRule(query)?.equal ?? [];

    expect([...equal].sort()).toEqual([...new Set([...OTHERS, ...labels])].sort());
  });

  test('where they are not known, both alerts are told', () => {
    expect(firstRule('queue_length{job="orders"}', 'unknown')?.source_matchers).toEqual([
      'severity="critical"',
      'alertname!="OrdersQueueLength"',
    ]);
    expect(firstRule('max by (queue) (queue_length{job="orders"})', 'unknown')?.source_matchers).toEqual([
      'severity="critical"',
    ]);
  });
});

const of = (severity: string, queue: string) => ({
  alertname: 'OrdersQueueLength',
  service: 'orders',
  observable: 'queue-length',
  severity,
  instance: '10.0.0.2:4002',
  queue,
});

describe.skipIf(!hasAlertmanager)('Alertmanager itself', () => {
  test.each<[string, Parameters<typeof shopWith>[1], object[]]>([
    ['is silent about the warning of the same series alone', SERVED, [of('warning', 'letters')]],
    ['is silent about none where nobody says what labels there are', 'unknown', []],
  ])('%s', async (_what, metrics, silent) => {
    const files = filesOf(shopWith('queue_length{job="orders"}', metrics));
    const alerts = [of('critical', 'letters'), of('warning', 'letters'), of('warning', 'parcels')];

    await withAlertmanager(files, async (url) => {
      await postAlerts(url, alerts);

      expect(await inhibited(url, alerts.length)).toEqual(silent);
    });
  });
});
