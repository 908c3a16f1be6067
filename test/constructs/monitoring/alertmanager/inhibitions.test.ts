import { describe, expect, test } from 'vitest';
import { type Contribution, MonitoringStack, NexusService, type Observable } from '../../../../src/index.js';
import { oneOf } from '../../../../src/constructs/monitoring/alertmanager/matcher.js';
import { newPlatform } from '../../../support/project.js';
import { configOf, type InhibitRule, shop } from './support.js';

/** Whether one alert keeps another from being told, as Alertmanager decides it. */
function silences(rules: readonly InhibitRule[], source: Labels, target: Labels): boolean {
  return rules.some(
    ({ source_matchers, target_matchers, equal = [] }) =>
      source_matchers.every((matcher) => matches(matcher, source)) &&
      target_matchers.every((matcher) => matches(matcher, target)) &&
      equal.every((label) => (source[label] ?? '') === (target[label] ?? '')),
  );
}

type Labels = Readonly<Record<string, string>>;

function matches(matcher: string, labels: Labels): boolean {
  const [, label = '', op, quoted = '""'] = /^(\w+)(=~|!~|!=|=)(".*")$/.exec(matcher) ?? [];
  const [value, wanted] = [labels[label] ?? '', JSON.parse(quoted) as string];
  const isLike = new RegExp(`^(?:${wanted})$`).test(value);
  return op === '=' ? value === wanted : op === '!=' ? value !== wanted : op === '=~' ? isLike : !isLike;
}

const alert = (alertname: string, service: string, severity = 'critical', more: Labels = {}): Labels => ({
  alertname,
  service,
  severity,
  ...more,
});

describe('a database that is down', () => {
  const { inhibit_rules } = configOf(shop().platform);
  const down = alert('DbDown', 'db');
  const silent = (target: Labels) => silences(inhibit_rules, down, target);

  test('silences the symptoms of what uses it, directly or through others', () => {
    expect(silent(alert('StockErrors', 'stock'))).toBe(true);
    expect(silent(alert('OrdersSlow', 'orders', 'warning'))).toBe(true);
  });

  test('does not silence that one of them is down itself', () => {
    expect(silent(alert('StockDown', 'stock'))).toBe(false);
  });

  test('silences its other alerts, missing figures among them', () => {
    expect(silent(alert('DbConnectionsUsed', 'db', 'warning'))).toBe(true);
    expect(silent(alert('DbMetricsMissing', 'db', 'warning'))).toBe(true);
  });

  test('silences nothing else', () => {
    expect(silent(alert('FrontendErrors', 'frontend'))).toBe(false);
    expect(silent(alert('AlertmanagerNotificationsFailed', 'alertmanager'))).toBe(false);
    expect(silent({ alertname: 'Watchdog', severity: 'none' })).toBe(false);
    expect(silent({ alertname: 'Other', severity: 'critical' })).toBe(false);
    expect(silent(down)).toBe(false);
  });

  test('that is about no service silences nothing that is about none', () => {
    const source = { alertname: 'SomethingDown', severity: 'critical' };

    expect(silences(inhibit_rules, source, { alertname: 'Other', severity: 'critical' })).toBe(false);
  });

  test('silences nobody when it is the warning about replicas', () => {
    expect(silences(inhibit_rules, alert('DbDown', 'db', 'warning'), alert('StockErrors', 'stock'))).toBe(false);
  });

  test('one rule names what depends on it, and no part of the monitoring', () => {
    const ofDatabase = inhibit_rules.filter(({ source_matchers }) => source_matchers.includes('service="db"'));

    expect(ofDatabase).toEqual([
      {
        source_matchers: ['alertname="DbDown"', 'severity="critical"', 'service="db"'],
        target_matchers: ['alertname!~".+Down"', 'service=~"db-roles|orders|stock"'],
      },
    ]);
  });
});

describe('what is critical', () => {
  const QUEUE: Observable = {
    kind: 'observable',
    name: 'queue-length',
    description: 'Orders that wait',
    query: 'max by (queue) (queue_length{job="orders"})',
    unit: 'short',
    warning: { comparison: '>', value: 10 },
    critical: { comparison: '>', value: 100 },
    mustExist: false,
    nextSteps: 'Start another worker.',
    panel: { kind: 'timeseries', legend: '{{queue}}' },
  };
  const scrape: Contribution = { kind: 'scrape', port: 4002, path: '/metrics' };
  const platform = newPlatform();
  const orders = new NexusService(platform, 'orders', { port: 4002, image: 'shop/orders:1.0' });
  for (const one of [scrape, QUEUE]) orders.addContribution(one);
  new MonitoringStack(platform, 'monitoring');
  const { inhibit_rules } = configOf(platform);
  const of = (severity: string, queue: string) => alert('OrdersQueueLength', 'orders', severity, { queue });

  test('silences the warning about the same', () => {
    expect(silences(inhibit_rules, of('critical', 'letters'), of('warning', 'letters'))).toBe(true);
  });

  test('does not silence the warning about another', () => {
    expect(silences(inhibit_rules, of('critical', 'letters'), of('warning', 'parcels'))).toBe(false);
    expect(silences(inhibit_rules, of('critical', 'letters'), alert('OrdersSlow', 'orders', 'warning'))).toBe(false);
  });

  test('is not silenced by the warning', () => {
    expect(silences(inhibit_rules, of('warning', 'letters'), of('critical', 'letters'))).toBe(false);
  });

  test('what nobody uses has no rule of its own', () => {
    expect(inhibit_rules).toHaveLength(2);
  });
});

test('names are text in an expression', () => {
  const matcher = oneOf('service', ['a.b', 'c"|.*', 'd\\']);

  expect(matcher).toBe(String.raw`service=~"a\\.b|c\"\\|\\.\\*|d\\\\"`);
  expect(matches(matcher, { service: 'a.b' })).toBe(true);
  expect(matches(matcher, { service: 'axb' })).toBe(false);
});
