import { describe, expect, test } from 'vitest';
import {
  type Contribution,
  Duration,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  type Observable,
  PostgresDatabase,
} from '../../../../src/index.js';
import { type Rule, rulesOf } from '../../../support/alert-rules.js';
import { newPlatform, render } from '../../../support/project.js';
import { hasPromtool, promtool } from '../../../support/promtool.js';

const FOLDER = 'infrastructure/monitoring/rules';

const QUEUE: Observable = {
  kind: 'observable',
  name: 'queue-length',
  description: { en: 'Orders that wait.', 'pt-BR': 'Pedidos que esperam.' },
  query: 'queue_length{job="orders"}',
  unit: 'short',
  warning: { comparison: '>', value: 10, for: Duration.minutes(5) },
  critical: { comparison: '>', value: 100 },
  mustExist: true,
  nextSteps: { en: 'Start another worker.', 'pt-BR': 'Inicie outro worker.' },
  panel: { kind: 'timeseries', legend: '{{instance}}' },
};
const SCRAPE: Contribution = { kind: 'scrape', port: 5001, path: '/metrics' };

function shop(props: Parameters<typeof newPlatform>[0], ...contributions: readonly Contribution[]): NexusPlatform {
  const platform = newPlatform(props);
  const orders = new NexusService(platform, 'orders', { port: 5001, image: 'example/orders:1.0', replicas: 2 });
  for (const one of contributions) orders.addContribution(one);
  new MonitoringStack(platform, 'monitoring');
  return platform;
}

const named = (rules: readonly Rule[], name: string) => rules.filter(({ alert }) => alert === name);

describe('an observable with thresholds', () => {
  const rules = rulesOf(render(shop({}, SCRAPE, QUEUE)));

  test('is one alert of two severities, named after its subject', () => {
    expect(named(rules, 'OrdersQueueLength')).toMatchObject([
      { expr: 'queue_length{job="orders"} > 100', labels: { severity: 'critical' } },
      { expr: 'queue_length{job="orders"} > 10', for: '5m', labels: { severity: 'warning' } },
    ]);
    expect(named(rules, 'OrdersQueueLength')[0]).not.toHaveProperty('for');
  });

  test('says what it is about, how much it is, what to do, and where that is written', () => {
    expect(named(rules, 'OrdersQueueLength')[0]).toMatchObject({
      labels: { service: 'orders', observable: 'queue-length' },
      annotations: {
        summary: 'orders: Orders that wait: {{ $value | humanize }}',
        description: 'Start another worker.',
        runbook_url: 'docs/RUNBOOK.md#orders-queue-length',
      },
    });
  });

  test('whose figure must exist is missed while its target is up, and not when that is down', () => {
    expect(named(rules, 'OrdersQueueLengthMissing')).toMatchObject([
      {
        expr: 'absent(queue_length{job="orders"}) and on () sum(up{job="orders"}) > 0',
        for: '10m',
        labels: { severity: 'warning' },
      },
    ]);
  });
});

test('replicas that do not answer are missed one by one; a series that is gone counts as down', () => {
  const created = 'container_state{job="container-exporter",service="orders",state="created"}';
  const waiting = `(sum(${created} == 1 unless ${created} offset 10m == 1) or vector(0))`;
  expect(named(rulesOf(render(shop({}, SCRAPE))), 'OrdersDown')).toMatchObject([
    {
      expr: `(sum(up{job="orders"}) or vector(0)) + ${waiting} < 1`,
      for: '2m',
      labels: { severity: 'critical' },
    },
    {
      expr: `(sum(up{job="orders"}) or vector(0)) + ${waiting} < 2`,
      for: '5m',
      labels: { severity: 'warning' },
    },
  ]);
});

test('a database whose exporter is down is not down', () => {
  const platform = newPlatform();
  new PostgresDatabase(platform, 'db', { database: 'shop' });
  new MonitoringStack(platform, 'monitoring');
  const rules = rulesOf(render(platform));

  expect(named(rules, 'DbMetricsMissing')).toMatchObject([{ labels: { severity: 'warning' } }]);
  expect(named(rules, 'DbDown')).toMatchObject([{ expr: 'pg_up{job="db"} == 0' }]);
});

test('a query that is a chain is compared as a whole', () => {
  const query = 'queue_length{job="orders"} and on () up{job="orders"} == 1';

  expect(named(rulesOf(render(shop({}, SCRAPE, { ...QUEUE, query }))), 'OrdersQueueLength')[0]?.expr).toBe(
    `(${query}) > 100`,
  );
});

test('an alert whose series name the service keeps their name', () => {
  const query = 'sum by (service) (queue_length{job="orders"})';
  const rule = named(rulesOf(render(shop({}, SCRAPE, { ...QUEUE, query }))), 'OrdersQueueLength')[0];

  expect(rule?.labels).not.toHaveProperty('service');
});

test('an alert about something else than what measures it says so', () => {
  const names = rulesOf(render(shop({}, SCRAPE, { ...QUEUE, about: 'Host' }))).map(({ alert }) => alert);

  expect(names).toEqual(expect.arrayContaining(['HostQueueLength', 'HostQueueLengthMissing']));
  expect(names).not.toContain('OrdersQueueLength');
});

test('of many things it says which one, and of a missing figure whose', () => {
  const query = 'max by (service, mountpoint) (queue_length{job="orders"})';
  const rules = rulesOf(render(shop({}, SCRAPE, { ...QUEUE, query })));

  expect(named(rules, 'OrdersQueueLength')[0]?.annotations['summary']).toBe(
    '{{ $labels.service }}: Orders that wait ({{ $labels.mountpoint }}): {{ $value | humanize }}',
  );
  expect(named(rules, 'OrdersQueueLengthMissing')[0]?.labels).toMatchObject({ service: 'orders' });
});

test('of two endpoints of a workload the first says whether it is down', () => {
  const rules = rulesOf(render(shop({}, SCRAPE, { ...SCRAPE, port: 9464 })));

  expect(named(rules, 'OrdersDown')[0]?.expr).toContain('(sum(up{job="orders",scrape=""}) or vector(0)) + ');
  expect(named(rules, 'OrdersMetricsMissing9464Metrics')).toMatchObject([
    {
      expr: expect.stringContaining('(sum(up{job="orders",scrape="9464/metrics"}) or vector(0)) + ') as string,
      labels: { severity: 'warning' },
    },
  ]);
});

test('operators read their language', () => {
  const platform = shop({ language: 'pt-BR' }, SCRAPE, QUEUE);

  expect(named(rulesOf(render(platform)), 'OrdersQueueLength')[0]?.annotations).toMatchObject({
    summary: 'orders: Pedidos que esperam: {{ $value | humanize }}',
    description: 'Inicie outro worker.',
  });
  expect(render(platform)['docs/RUNBOOK.md']).toContain('**O que fazer:** Inicie outro worker.');
});

const HOSTILE = '{{ fail }} "; rm -rf / ${HOME} $(id)\n--> # {{/if}} `x`';

describe('hostile texts stay texts', () => {
  const platform = shop({}, SCRAPE, { ...QUEUE, description: HOSTILE, nextSteps: HOSTILE, owner: HOSTILE });

  test('they are no templates of Prometheus', () => {
    const rule = named(rulesOf(render(platform)), 'OrdersQueueLength')[0];

    expect(rule?.annotations['description']).toBe(HOSTILE.replaceAll('{{', '{{ "{{" }}'));
    expect(rule?.labels['owner']).toBe(HOSTILE.replaceAll('{{', '{{ "{{" }}'));
  });

  test.skipIf(!hasPromtool)('Prometheus reads them', () => {
    const text = render(platform)[`${FOLDER}/orders.yml`] ?? '';

    expect(promtool(['check', 'rules', 'rules.yml'], { 'rules.yml': text })).toMatchObject({ ok: true });
  });
});

test('next steps of several lines are a list of the runbook', () => {
  const files = render(shop({}, SCRAPE, { ...QUEUE, nextSteps: '1. Look.\n2. Start another worker.' }));

  expect(files['docs/RUNBOOK.md']).toContain('\n\n**What to do:**\n\n1. Look.\n2. Start another worker.\n\n');
});

test('without the observable nothing of it is left', () => {
  const text = JSON.stringify(render(shop({}, SCRAPE)));

  expect(text).not.toMatch(/queue[-_]length/i);
  expect(JSON.stringify(render(shop({}, SCRAPE, QUEUE)))).toMatch(/queue[-_]length/i);
});

test('without monitoring there are no rules and no runbook', () => {
  const platform = newPlatform();
  new NexusService(platform, 'orders', { port: 5001, image: 'example/orders:1.0' }).addContribution(QUEUE);

  expect(Object.keys(render(platform)).filter((path) => /monitoring|RUNBOOK/.test(path))).toEqual([]);
});

test('when Alertmanager is down, its alert says that nothing is delivered', () => {
  const rule = named(rulesOf(render(shop({}, SCRAPE))), 'AlertmanagerDown')[0];

  expect(rule?.annotations['summary']).toBe('alertmanager: it does not answer, and no alert is delivered');
  expect(rule?.annotations['description']).toContain('no alert reaches anybody, this one neither');
  expect(named(rulesOf(render(shop({}, SCRAPE))), 'OrdersDown')[0]?.annotations['description']).not.toContain(
    'no alert',
  );
});
