import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  type Contribution,
  Duration,
  MonitoringStack,
  type MonitoringStackProps,
  type NexusPlatform,
  NexusService,
  type Observable,
  PostgresDatabase,
  RedisCache,
} from '../../../../src/index.js';
import { MARKER } from '../../../../src/model/marker.js';
import { parsePromql } from '../../../../src/read/promql/parse.js';
import { type Dashboard, dashboardsIn } from '../../../support/dashboards.js';
import { newPlatform, render } from '../../../support/project.js';

const SCRAPE: Contribution = { kind: 'scrape', port: 5001, path: '/metrics' };
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
  owner: 'the orders team',
  panel: { kind: 'timeseries', legend: '{{instance}}' },
};
const plain = (name: string, rest: Partial<Observable>): Observable => ({
  kind: 'observable',
  name,
  description: name,
  query: `${name.replaceAll('-', '_')}{job="orders"}`,
  unit: 'short',
  mustExist: false,
  interpretation: 'Good to know.',
  panel: { kind: 'stat', legend: '{{instance}}' },
  ...rest,
});

interface Options {
  readonly language?: 'en' | 'pt-BR';
  readonly stack?: MonitoringStackProps;
}

function shop(contributions: readonly Contribution[], { language = 'en', stack = {} }: Options = {}): NexusPlatform {
  const platform = newPlatform({ language });
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const redis = new RedisCache(platform, 'redis');
  const orders = new NexusService(platform, 'orders', {
    port: 5001,
    image: 'example/orders:1.0',
    uses: [postgres, redis],
    replicas: 2,
  });
  for (const one of contributions) orders.addContribution(one);
  new MonitoringStack(platform, 'monitoring', { containers: false, host: false, ...stack });
  return platform;
}

function ofOrders(contributions: readonly Contribution[], options: Options = {}): Dashboard {
  const found = dashboardsIn(render(shop(contributions, options)))['workloads/orders.json'];
  if (!found) throw new Error('orders has no dashboard');
  return found;
}

const panelOf = (dashboard: Dashboard, title: string) => {
  const found = dashboard.panels.find((panel) => panel.title === title);
  if (!found) throw new Error(`no panel ${title} among ${dashboard.panels.map((panel) => panel.title).join(', ')}`);
  return found;
};

describe('every dashboard', () => {
  const files = render(shop([SCRAPE, QUEUE, plain('age', { panel: { kind: 'gauge', legend: '' } })]));
  const dashboards = dashboardsIn(files);
  const all = Object.entries(dashboards);

  test('is there for the platform and for each workload with observables', () => {
    expect(Object.keys(dashboards).sort()).toEqual([
      'overview.json',
      'workloads/alertmanager.json',
      'workloads/orders.json',
      'workloads/postgres.json',
      'workloads/prometheus.json',
      'workloads/redis.json',
    ]);
    expect(all.map(([, { uid }]) => uid).sort()).toEqual([
      'shop',
      'shop-alertmanager',
      'shop-orders',
      'shop-postgres',
      'shop-prometheus',
      'shop-redis',
    ]);
  });

  test.each(all)('%s has what Grafana finds panels by', (_path, { panels, schemaVersion }) => {
    expect(schemaVersion).toBeGreaterThanOrEqual(39);
    const ids = panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(Number.isInteger(id) && id > 0).toBe(true);
    expect(panels.every(({ title }) => title !== '')).toBe(true);
  });

  test.each(all)('%s covers no panel with another', (_path, { panels }) => {
    const covered = new Set<string>();
    for (const { gridPos } of panels)
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++)
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
          expect(x).toBeLessThan(24);
          expect(covered.has(`${x},${y}`)).toBe(false);
          covered.add(`${x},${y}`);
        }
  });

  test.each(all)('%s asks the data source that is provisioned, in queries that are PromQL', (_path, { panels }) => {
    const { datasources } = parse(files['infrastructure/monitoring/grafana/datasources.yml'] ?? '') as {
      datasources: { uid: string; type: string; url: string }[];
    };
    expect(datasources).toMatchObject([{ uid: 'prometheus', type: 'prometheus', url: 'http://prometheus:9090' }]);
    for (const { type, datasource, targets = [] } of panels) {
      if (type === 'text') continue;
      expect(targets.length).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      for (const target of targets) {
        expect([datasource?.uid, target.datasource?.uid]).toEqual(['prometheus', 'prometheus']);
        expect(target.refId).toMatch(/^\w+$/);
        expect(parsePromql(target.expr).kind).not.toBe('string');
      }
    }
  });

  test.each(all)('%s names its lines', (_path, { panels }) => {
    for (const { type, options } of panels) if (type === 'timeseries') expect(options.legend?.showLegend).toBe(true);
  });

  test.each(all)('%s says that it is generated, and leads to the others', (_path, { description, links, tags }) => {
    expect(description).toContain(MARKER);
    expect(tags).toEqual(['shop']);
    // In the bar: a link with a placement is hidden in a menu.
    expect(links).toMatchObject([{ type: 'dashboards', tags: ['shop'], asDropdown: true }]);
    expect(links[0]).not.toHaveProperty('placement');
  });

  test('is mounted where Grafana is told to look', () => {
    const { services } = parse(files['docker-compose.monitoring.yml'] ?? '') as {
      services: Record<string, { volumes: { source: string; target: string }[] }>;
    };
    const mounts = new Map(services['grafana']?.volumes.map(({ source, target }) => [source, target]));
    const { providers } = parse(files['infrastructure/monitoring/grafana/dashboards.yml'] ?? '') as {
      providers: { options: { path: string } }[];
    };
    const folder = providers[0]?.options.path ?? 'none';
    for (const path of Object.keys(dashboards))
      expect(mounts.get(`./infrastructure/monitoring/grafana/dashboards/${path}`)).toBe(`${folder}/${path}`);
  });

  test('is the same when it is made again', () => {
    expect(dashboardsIn(render(shop([SCRAPE, QUEUE])))).toEqual(dashboardsIn(render(shop([SCRAPE, QUEUE]))));
  });
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}

function rulesIn(files: Readonly<Record<string, string>>): Rule[] {
  return Object.entries(files)
    .filter(([path]) => /^infrastructure\/monitoring\/rules\/[^/]+$/.test(path))
    .flatMap(([, text]) => (parse(text) as { groups: { rules: Rule[] }[] }).groups)
    .flatMap(({ rules }) => rules);
}

test('every alert leads to the panel of its figure', () => {
  const files = render(shop([SCRAPE, QUEUE]));
  const panels = new Map(
    Object.values(dashboardsIn(files)).flatMap(({ uid, panels }) =>
      panels.map((panel) => [`/d/${uid}?viewPanel=${panel.id}`, panel]),
    ),
  );
  const rules = rulesIn(files).filter(({ alert }) => alert !== 'Watchdog');
  expect(rules.length).toBeGreaterThan(5);
  for (const { expr, annotations } of rules) {
    const [target] = panels.get(annotations['dashboard'] ?? 'none')?.targets ?? [];
    expect(expr).toContain(target?.expr);
  }
});

describe('the panel of an observable', () => {
  const dashboard = ofOrders([SCRAPE, QUEUE]);

  test('says what the figure is, when it is bad, what to do and who looks after it', () => {
    const panel = panelOf(dashboard, 'Orders that wait');
    expect(panel).toMatchObject({
      type: 'timeseries',
      targets: [{ refId: 'A', expr: 'queue_length{job="orders"}', legendFormat: '{{instance}}' }],
      fieldConfig: {
        defaults: {
          unit: 'short',
          thresholds: {
            steps: [{ value: null, color: 'green' }, { color: 'orange' }, { color: 'red' }],
          },
        },
      },
    });
    expect(panel.description).toBe(
      '**What to do:** Start another worker.\n\nOwner: the orders team\n\nRunbook: `docs/RUNBOOK.md#orders-queue-length`',
    );
    expect(panel).not.toHaveProperty('links');
  });

  test('is in the language of the platform', () => {
    const { title, description } = panelOf(ofOrders([SCRAPE, QUEUE], { language: 'pt-BR' }), 'Pedidos que esperam');
    expect(title).toBe('Pedidos que esperam');
    expect(description).toContain('**O que fazer:** Inicie outro worker.');
  });

  test('links to the runbook where that has an address, and so do alerts', () => {
    const runbookUrl = 'https://git.example.org/shop/RUNBOOK.md';
    const platform = shop([SCRAPE, QUEUE], { stack: { runbookUrl } });
    const files = render(platform);
    const orders = dashboardsIn(files)['workloads/orders.json'];
    expect(orders && panelOf(orders, 'Orders that wait').links).toMatchObject([
      { title: 'Runbook', url: `${runbookUrl}#orders-queue-length` },
    ]);
    expect(files['infrastructure/monitoring/rules/orders.yml']).toContain(
      `runbook_url: ${runbookUrl}#orders-queue-length`,
    );
  });

  test('keeps its id and its text when another one is added before it', () => {
    const other = plain('a-first-one', {});
    const before = panelOf(dashboard, 'Orders that wait');
    const after = panelOf(ofOrders([SCRAPE, other, QUEUE]), 'Orders that wait');
    expect({ ...after, gridPos: before.gridPos }).toEqual(before);
  });

  test('of what is up or not says yes or no', () => {
    const up = panelOf(ofOrders([SCRAPE, plain('queue-up', {})]), 'queue-up');
    expect(up.fieldConfig?.defaults.mappings).toMatchObject([
      { type: 'value', options: { 0: { text: 'no' }, 1: { text: 'yes' } } },
    ]);
    const queue = panelOf(dashboard, 'Orders that wait');
    expect(queue.fieldConfig?.defaults).not.toHaveProperty('mappings');
  });

  test('of a moment counts milliseconds, as Grafana does', () => {
    const moment = plain('last-backup', {
      unit: 'dateTimeAsIso',
      warning: { comparison: '<', value: 1_700_000_000.5 },
      nextSteps: 'Make one.',
    });
    const panel = panelOf(ofOrders([SCRAPE, moment]), 'last-backup');
    expect(panel.targets?.[0]?.expr).toBe('1000 * (last_backup{job="orders"})');
    expect(panel.fieldConfig?.defaults.thresholds?.steps.map(({ value }) => value)).toEqual([null, 1_700_000_000_500]);
  });

  test('without thresholds judges nothing; a gauge of a part ends at the whole', () => {
    const panel = panelOf(
      ofOrders([SCRAPE, plain('part', { unit: 'percentunit', panel: { kind: 'gauge', legend: '' } })]),
      'part',
    );
    expect(panel).toMatchObject({
      type: 'gauge',
      fieldConfig: { defaults: { max: 1, color: { mode: 'fixed' } } },
    });
  });

  test.each(['"}],"panels":[', '</script><b>', 'a\u2028b\n\n# c', '${__user.login} [[x]]'])(
    'holds a hostile text as text: %j',
    (text) => {
      const odd = plain('odd', { description: text, interpretation: text, owner: text });
      const { panels } = ofOrders([SCRAPE, odd]);
      expect(panels).toHaveLength(2);
      expect(panels.some(({ description }) => description?.includes(text) === true)).toBe(true);
    },
  );
});

describe('the overview', () => {
  const overview = dashboardsIn(render(shop([SCRAPE, QUEUE])))['overview.json'];
  if (!overview) throw new Error('no overview');

  test('shows each workload that is scraped, and leads to its dashboard', () => {
    const panel = panelOf(overview, 'Containers that answer Prometheus');
    expect(panel.targets?.map(({ refId, expr }) => [refId, expr])).toEqual(
      ['postgres', 'redis', 'orders', 'alertmanager'].map((name) => [name, `sum(up{job="${name}"}) or vector(0)`]),
    );
    expect(JSON.stringify(panel.fieldConfig?.overrides)).toContain('"url":"/d/shop-orders"');
  });

  test('says who connects to whom: neither jobs nor what watches', () => {
    expect(panelOf(overview, 'Connections between workloads').options.content).toBe(
      [
        '| Workload | connects to |',
        '| --- | --- |',
        '| [orders](/d/shop-orders) | [postgres](/d/shop-postgres) :5432, [redis](/d/shop-redis) :6379 |',
      ].join('\n'),
    );
  });

  test('lists alerts by what a person asks for', () => {
    expect(panelOf(overview, 'Pending and firing alerts').targets).toMatchObject([
      { expr: 'max by (alertname, alertstate, severity, service) (ALERTS)', instant: true },
    ]);
  });
});

test('without Grafana nothing speaks of it', () => {
  const files = render(shop([SCRAPE, QUEUE], { stack: { grafana: false } }));
  expect(Object.entries(files).filter(([path, text]) => /grafana/i.test(path + text))).toEqual([]);
  expect(files['infrastructure/monitoring/rules/orders.yml']).toContain('OrdersQueueLength');
  expect(files['infrastructure/monitoring/rules/orders.yml']).not.toMatch(/dashboard|viewPanel/);
});
