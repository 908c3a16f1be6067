import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import {
  Duration,
  MonitoringStack,
  type MonitoringStackProps,
  type NexusPlatform,
  NexusService,
  PostgresDatabase,
  ServiceMetrics,
} from '../../../../src/index.js';
import { rulesOf } from '../../../support/alert-rules.js';
import { newPlatform, render } from '../../../support/project.js';
import { hasPromtool, promtool } from '../../../support/promtool.js';

const FOLDER = 'infrastructure/monitoring/rules';

interface Shop {
  readonly platform: NexusPlatform;
  readonly stack: MonitoringStack;
  readonly worker: NexusService;
}

/** A worker of two containers that nothing tells of but they, one that ends by itself, a service with metrics, a database. */
function shop(props: MonitoringStackProps = {}): Shop {
  const platform = newPlatform();
  const db = new PostgresDatabase(platform, 'db', { database: 'shop' });
  const worker = new NexusService(platform, 'worker', { port: 5001, image: 'shop/worker:1.0', replicas: 2 });
  new NexusService(platform, 'import', { port: 5003, image: 'shop/import:1.0', restart: 'never' });
  const metrics = ServiceMetrics.contract();
  new NexusService(platform, 'orders', { port: 5002, image: 'shop/orders:1.0', uses: [db], metrics });
  return { platform, worker, stack: new MonitoringStack(platform, 'monitoring', props) };
}

describe('a workload that only its containers tell of', () => {
  const files = render(shop().platform);
  const rules = rulesOf(files);
  const named = (name: string) => rules.filter(({ alert }) => alert === name);

  test('is down when none of them runs; of its replicas each is missed', () => {
    expect(named('WorkerDown')).toMatchObject([
      { for: '2m', labels: { severity: 'critical', service: 'worker', observable: 'containers-up' } },
      { for: '5m', labels: { severity: 'warning', service: 'worker' } },
    ]);
    expect(named('WorkerDown').map(({ expr }) => expr.slice(-3))).toEqual(['< 1', '< 2']);
  });

  test('has a dashboard, a section of the runbook and a rule of Alertmanager for what depends on it', () => {
    expect(Object.keys(files)).toContain('infrastructure/monitoring/grafana/dashboards/workloads/worker.json');
    expect(files['docs/RUNBOOK.md']).toContain('<a id="worker-containers-up"></a>');
  });

  test('is none whose own metrics or exporter tell it, and none that ends by itself', () => {
    for (const name of ['OrdersDown', 'DbDown'])
      expect(named(name).map(({ labels }) => labels['observable'])).not.toContain('containers-up');
    expect(named('ImportDown')).toEqual([]);
  });

  test('of the monitoring is Grafana alone, and wakes nobody', () => {
    expect(named('GrafanaDown')).toMatchObject([{ labels: { severity: 'warning' } }]);
    const others = rules.filter(({ labels }) => labels['observable'] === 'containers-up');
    expect(others.map(({ alert }) => alert)).toEqual(['WorkerDown', 'WorkerDown', 'GrafanaDown']);
  });

  test('what ends by itself is told of when it fails', () => {
    expect(named('ContainerJobFailed')).toMatchObject([{ labels: { severity: 'warning' }, for: '1m' }]);
    expect(named('ContainerJobFailed')[0]?.expr).toContain('service=~"db-roles|import"');
  });
});

test('thresholds can be set, and taken away', () => {
  const { platform, stack, worker } = shop();
  stack.setThresholds(worker, 'containers-up', { critical: { for: Duration.minutes(9) }, warning: false });
  expect(rulesOf(render(platform)).filter(({ alert }) => alert === 'WorkerDown')).toMatchObject([{ for: '9m' }]);

  const other = shop();
  other.stack.setThresholds(other.worker, 'containers-up', {
    critical: false,
    warning: false,
    because: 'Seldom runs.',
  });
  const files = render(other.platform);
  expect(rulesOf(files).filter(({ alert }) => alert === 'WorkerDown')).toEqual([]);
  expect(Object.keys(files)).not.toContain(`${FOLDER}/worker.yml`);
  expect(files['docs/RUNBOOK.md']).toContain('Seldom runs.');
});

test.each([
  ['that is not watched has no such alert', { containers: false }],
  ['is watched without Grafana', { grafana: false }],
] as const)('a platform %s', (_what, props) => {
  const names = rulesOf(render(shop(props).platform)).map(({ alert }) => alert);

  expect(names.includes('WorkerDown')).toBe('grafana' in props);
  expect(names).not.toContain('GrafanaDown');
});

test('what tells it by its own metrics, added only when its relations are known, is not told twice', () => {
  const { platform, worker } = shop();
  worker.addContribution({ kind: 'scrape', port: 5001, path: '/metrics' });
  const rules = rulesOf(render(platform)).filter(({ alert }) => alert === 'WorkerDown');

  expect(rules.map(({ labels }) => labels)).toMatchObject([
    { severity: 'critical', observable: 'replicas-up' },
    { severity: 'warning', observable: 'replicas-up' },
  ]);
});

/** `1 1 1` of a state of a container, `_` where it is not there; a value a minute. */
const state = (number: number, of: string, values: string, service = 'worker') => ({
  series: `container_state{job="container-exporter",name="shop-${service}-${number}",service="${service}",state="${of}"}`,
  values,
});
const ENGINE = { series: 'container_scrape_error{job="container-exporter"}', values: '0x40' };
const GONE = '_x40';

describe.skipIf(!hasPromtool)('Prometheus', () => {
  const files = render(shop().platform);

  const firing = (severity: string) => ({ labels: `{severity="${severity}"}`, value: 1 });
  const [critical, warning] = [firing('critical'), firing('warning')];

  test.each<[string, object[], string, object[]]>([
    ['that it is there', [state(1, 'running', '1x40'), state(2, 'running', '1x40'), ENGINE], '30m', []],
    ['that one of two is gone', [state(1, 'running', '1x40'), ENGINE], '30m', [warning]],
    ['that none is left', [ENGINE], '30m', [critical, warning]],
    [
      'that both have ended',
      [state(1, 'running', '0x40'), state(2, 'running', '0x40'), ENGINE],
      '30m',
      [critical, warning],
    ],
    [
      'nothing when they are replaced, one a minute after the other',
      [state(1, 'running', '1x10 _ _ 1x30'), state(2, 'running', '1x11 _ _ 1x30'), ENGINE],
      '12m',
      [],
    ],
    [
      'nothing at the first start, while they wait for a migration of 8 minutes',
      [1, 2].flatMap((one) => [state(one, 'created', '1x8 0x30'), state(one, 'running', '0x8 1x30')]).concat(ENGINE),
      '8m',
      [],
    ],
    [
      'that they were made and could not be started',
      [state(1, 'created', '1x40'), state(2, 'created', '1x40'), ENGINE],
      '20m',
      [critical, warning],
    ],
    ['nothing while the engine does not answer', [{ ...ENGINE, values: '1x40' }], '30m', []],
    ['nothing while their exporter is gone', [{ ...ENGINE, values: GONE }], '30m', []],
  ])('tells %s', (_what, input_series, eval_time, exp_samples) => {
    told('worker', input_series, eval_time, exp_samples);
  });

  const answers = (values: string) => ({ series: 'up{job="orders"}', values });

  test.each<[string, object[], string, object[]]>([
    ['nothing while it answers', [answers('1x40')], '30m', []],
    ['that it does not answer, where nothing is known of containers', [], '3m', [critical]],
    ['that it is down', [answers('1x5 0x40'), state(1, 'created', '0x40', 'orders')], '9m', [critical]],
    [
      'nothing while a new one waits for a migration of 9 minutes, and starts',
      [answers('1x5 _x9 1x30'), state(1, 'created', '0x5 1x8 0x30', 'orders')],
      '15m',
      [],
    ],
    ['that it still waits after that', [answers('_x40'), state(1, 'created', '1x40', 'orders')], '13m', [critical]],
  ])('of one with metrics, tells %s', (_what, input_series, eval_time, exp_samples) => {
    told('orders', input_series, eval_time, exp_samples);
  });

  function told(service: string, input_series: object[], eval_time: string, exp_samples: object[]): void {
    const alert = `${service.charAt(0).toUpperCase()}${service.slice(1)}Down`;
    const expr = `count by (severity) (ALERTS{alertname="${alert}", alertstate="firing"})`;
    const tests = [{ interval: '1m', input_series, promql_expr_test: [{ expr, eval_time, exp_samples }] }];

    const { says } = promtool(['test', 'rules', 'test.yml'], {
      'test.yml': stringify({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests }),
      'rules.yml': files[`${FOLDER}/${service}.yml`] ?? '',
    });
    expect(says).toMatch(/^\s*SUCCESS\s*$/);
  }

  const exit = (code: number, exited: string) => [
    { series: 'container_exit_code{job="container-exporter",service="import",name="i"}', values: `${code}x40` },
    {
      series: 'container_state{job="container-exporter",service="import",name="i",state="exited"}',
      values: exited,
    },
  ];

  test.each<[string, object[], object[]]>([
    ['that a job has failed', exit(1, '1x40'), [{ labels: '{service="import"}', value: 1 }]],
    ['nothing of one that is done', exit(0, '1x40'), []],
    ['nothing of one that runs again', exit(1, '0x40'), []],
  ])('tells %s', (_what, input_series, exp_samples) => {
    const expr = 'count by (service) (ALERTS{alertname="ContainerJobFailed", alertstate="firing"})';
    const tests = [{ interval: '1m', input_series, promql_expr_test: [{ expr, eval_time: '20m', exp_samples }] }];
    const { says } = promtool(['test', 'rules', 'test.yml'], {
      'test.yml': stringify({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests }),
      'rules.yml': files[`${FOLDER}/container-exporter.yml`] ?? '',
    });

    expect(says).toMatch(/^\s*SUCCESS\s*$/);
  });

  // Those of container-exporter are the same on every platform: `npm run test:rules` has them.
  test.each(['worker', 'orders', 'grafana'])('passes the generated tests of %s', (subject) => {
    const { says } = promtool(['test', 'rules', `tests/${subject}.yml`], {
      [`${subject}.yml`]: files[`${FOLDER}/${subject}.yml`] ?? '',
      [`tests/${subject}.yml`]: files[`${FOLDER}/tests/${subject}.yml`] ?? '',
    });

    expect(says).toMatch(/^\s*SUCCESS\s*$/);
  });
});
