import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Alerting, Duration, MaintenanceWindow, MonitoringStack, Receiver, Secret } from '../../../../src/index.js';
import { amtool, hasAmtool, receiverOf } from '../../../support/amtool.js';
import { messageOf, newPlatform, render } from '../../../support/project.js';
import { configOf, filesOf, shop } from './support.js';

const ROUTED = shop(({ platform, url, stock, orders }) =>
  Alerting.to([Receiver.webhook({ url })], {
    routes: [
      {
        services: [stock],
        severity: 'critical',
        to: [Receiver.slack({ url: Secret.supplied(platform, 'slack_url'), channel: '#stock' })],
        repeatInterval: Duration.hours(1),
      },
      {
        services: [stock, orders],
        to: [
          Receiver.email({
            to: ['shop@example.com', 'second@example.com'],
            from: 'alerts@example.com',
            smarthost: 'smtp.example.com:587',
            username: 'alerts',
            password: Secret.supplied(platform, 'smtp_password'),
          }),
        ],
      },
    ],
    repeatInterval: { warning: Duration.hours(48) },
    maintenance: [
      MaintenanceWindow.weekly('night', { from: '23:30', to: '01:00', days: ['saturday'] }),
      MaintenanceWindow.weekly('stocktaking', { services: [stock], days: ['monday'], timeZone: 'America/Sao_Paulo' }),
    ],
    watchdog: Receiver.webhook({ url: Secret.supplied(platform, 'watchdog_url'), sendResolved: false }),
  }),
);

describe('routes', () => {
  const { route } = configOf(ROUTED.platform);

  test('each severity has its own messages and times', () => {
    expect(route).toMatchObject({ receiver: 'default', group_by: ['service', 'severity'], group_wait: '30s' });
    expect(route.routes?.filter(({ receiver }) => receiver === 'default')).toMatchObject([
      { matchers: ['severity="critical"'], repeat_interval: '4h' },
      { matchers: ['severity="warning"'], repeat_interval: '48h' },
    ]);
  });

  test('the watchdog is told every minute, and is held back by no window', () => {
    expect(route.routes?.[0]).toEqual({
      receiver: 'watchdog',
      matchers: ['alertname="Watchdog"'],
      group_wait: '0s',
      group_interval: '30s',
      repeat_interval: '50s',
    });
  });

  test('a window holds back what it names; two of one service are in one route', () => {
    expect(route.routes?.find(({ receiver }) => receiver === 'to_stock_critical')).toMatchObject({
      mute_time_intervals: ['night'],
      repeat_interval: '1h',
      routes: [{ matchers: ['service="stock"'], mute_time_intervals: ['night', 'stocktaking'] }],
    });
  });

  test.skipIf(!hasAmtool).each([
    [{ alertname: 'StockDown', severity: 'critical', service: 'stock' }, 'to_stock_critical'],
    [{ alertname: 'StockSlow', severity: 'warning', service: 'stock' }, 'to_stock_orders'],
    [{ alertname: 'OrdersDown', severity: 'critical', service: 'orders' }, 'to_stock_orders'],
    [{ alertname: 'DbDown', severity: 'critical', service: 'db' }, 'default'],
    [{ alertname: 'DbDown', severity: 'critical', service: 'stock-2' }, 'default'],
    [{ alertname: 'Watchdog', severity: 'none' }, 'watchdog'],
    [{ alertname: 'Other' }, 'default'],
  ])('Alertmanager takes %o to %s', (labels, receiver) => {
    expect(receiverOf(filesOf(ROUTED.platform), labels)).toBe(receiver);
  });

  test.skipIf(!hasAmtool)('Alertmanager reads the file', () => {
    expect(amtool(['check-config', 'alertmanager.yml'], filesOf(ROUTED.platform))).toMatchObject({ ok: true });
  });
});

describe('windows', () => {
  const { time_intervals } = configOf(ROUTED.platform);

  test('past midnight a window goes on on the next day', () => {
    expect(time_intervals?.[0]).toEqual({
      name: 'night',
      time_intervals: [
        { times: [{ start_time: '23:30', end_time: '24:00' }], weekdays: ['saturday'], location: 'UTC' },
        { times: [{ start_time: '00:00', end_time: '01:00' }], weekdays: ['sunday'], location: 'UTC' },
      ],
    });
  });

  test('without times it is the whole day, of its time zone', () => {
    expect(time_intervals?.[1]?.time_intervals).toEqual([{ weekdays: ['monday'], location: 'America/Sao_Paulo' }]);
  });
});

describe('receivers', () => {
  const { receivers } = configOf(ROUTED.platform);

  test('read what is secret from files, and send what people read', () => {
    expect(receivers).toEqual([
      { name: 'default', webhook_configs: [{ send_resolved: true, url_file: '/run/secrets/alert_url' }] },
      {
        name: 'to_stock_critical',
        slack_configs: [
          {
            send_resolved: true,
            api_url_file: '/run/secrets/slack_url',
            channel: '#stock',
            title: '{{ template "nexus.title" . }}',
            fallback: '{{ template "nexus.title" . }}',
            text: '{{ template "nexus.text" . }}',
          },
        ],
      },
      {
        name: 'to_stock_orders',
        email_configs: [
          {
            send_resolved: true,
            to: 'shop@example.com, second@example.com',
            from: 'alerts@example.com',
            smarthost: 'smtp.example.com:587',
            auth_username: 'alerts',
            auth_password_file: '/run/secrets/smtp_password',
            require_tls: true,
            headers: { Subject: '{{ template "nexus.title" . }}' },
            text: '{{ template "nexus.text" . }}',
            html: '',
          },
        ],
      },
      { name: 'watchdog', webhook_configs: [{ send_resolved: false, url_file: '/run/secrets/watchdog_url' }] },
    ]);
  });

  test('Alertmanager alone has their secrets, and an egress network', () => {
    const { workloads, networks } = ROUTED.platform.toModel();
    const own = workloads.find(({ name }) => name === 'alertmanager');

    expect(own).toMatchObject({ egress: true, security: { user: '65534:65534', readOnlyRootFilesystem: true } });
    expect(own?.publish).toEqual([{ hostIp: '127.0.0.1', hostPort: 9093, containerPort: 9093 }]);
    expect(own?.secrets.map(({ secret }) => secret)).toEqual([
      'alert_url',
      'slack_url',
      'smtp_password',
      'watchdog_url',
    ]);
    expect(own?.environment).toEqual({});
    expect(
      workloads
        .filter(({ secrets }) => secrets.some(({ secret }) => /_url$|^smtp/.test(secret)))
        .map(({ name }) => name),
    ).toEqual(['alertmanager']);
    expect(networks.find(({ name }) => name === 'prometheus_alertmanager')).toMatchObject({ internal: true });
  });
});

describe('without a receiver', () => {
  const { platform } = shop();

  test('nobody is told, which the synthesis and the file say', () => {
    expect(platform.toModel().warnings.filter((text) => text.startsWith('shop/monitoring'))).toEqual([
      'shop/monitoring: nobody is told of alerts, for no receiver is given. Add alerting: Alerting.to([Receiver.webhook({ url })]), or Alerting.nobody("why")',
    ]);
    expect(filesOf(platform)['alertmanager.yml']).toContain('# NOBODY IS TOLD OF ANY ALERT');
    expect(configOf(platform)).toMatchObject({ route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] });
  });

  test('Alertmanager has no egress network', () => {
    expect(platform.toModel().workloads.find(({ name }) => name === 'alertmanager')?.egress).toBe(false);
  });

  test.skipIf(!hasAmtool)('Alertmanager reads the file', () => {
    expect(amtool(['check-config', 'alertmanager.yml'], filesOf(platform))).toMatchObject({ ok: true });
    expect(receiverOf(filesOf(platform), { alertname: 'DbDown', severity: 'critical' })).toBe('nobody');
  });
});

describe('where nobody is to be told', () => {
  const because = { en: 'The team\nhas no shifts.', 'pt-BR': 'A equipe não tem plantão.' };
  const platform = newPlatform();
  new MonitoringStack(platform, 'monitoring', { alerting: Alerting.nobody(because), alertmanagerPort: 9193 });
  const files = render(platform);

  test('there is no warning, and the file and the runbook say why', () => {
    expect(platform.toModel().warnings.filter((text) => text.includes('nobody'))).toEqual([]);
    expect(files['infrastructure/monitoring/alertmanager.yml']).toContain(
      '\n# NOBODY IS TOLD OF ANY ALERT: The team has no shifts.\n',
    );
    expect(files['docs/RUNBOOK.md']?.replace(/\s+/g, ' ')).toContain(
      'Nobody is told of alerts The team has no shifts. Only those who look see alerts: at http://127.0.0.1:9193, at least once a day.',
    );
  });

  test('it is the same as without: no receiver, no way out', () => {
    const model = platform.toModel();
    expect(model.workloads.find(({ name }) => name === 'alertmanager')?.egress).toBe(false);
    expect(parse(files['infrastructure/monitoring/alertmanager.yml'] ?? '')).toMatchObject({
      route: { receiver: 'nobody' },
      receivers: [{ name: 'nobody' }],
    });
  });

  test('it must say why', () => {
    expect(messageOf(() => Alerting.nobody(' '))).toContain('because " " is not a text, or one for each language.');
  });
});

test('with a receiver there is no warning', () => {
  expect(ROUTED.platform.toModel().warnings.filter((text) => text.includes('nobody'))).toEqual([]);
});

test('Prometheus sends alerts to Alertmanager, with the name of the platform', () => {
  const text = render(ROUTED.platform)['infrastructure/monitoring/prometheus.yml'];

  expect(text).toContain('            - alertmanager:9093\n');
  expect(text).toContain('    platform: shop\n    environment: production\n');
});
