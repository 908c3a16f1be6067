import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  Duration,
  MonitoringStack,
  type MonitoringStackProps,
  NexusService,
  PostgresDatabase,
  RedisCache,
  type SloProps,
} from '../../../../src/index.js';
import { messageOf, newPlatform, render } from '../../../support/project.js';
import { eventsOf, rulesOf, seenByProxy, shop, SLO, sloRulesOf } from './support.js';

const LATENCY = { p95: Duration.milliseconds(500) };
const HOURS = (hours: number) => Duration.hours(hours);

describe('an objective is measured by the one that is further outside', () => {
  test('its callers, before the service itself', () => {
    expect(eventsOf(shop({ slo: SLO }).platform)).toBe(
      'sum(rate(http_client_requests_total{job="web",target="orders"}[5m]))',
    );
  });

  test('several callers that count alike are one selector', () => {
    const { platform, orders } = shop({ slo: SLO });
    const jobs = new NexusService(platform, 'jobs', { port: 5003, image: 'example/jobs:1.0', uses: [orders] });
    jobs.addContribution({ kind: 'scrape', port: 5003, path: '/metrics' });
    jobs.addContribution({
      ...seenByProxy({ measuredBy: 'caller', good: undefined }),
      total: { metric: 'http_client_requests_total', matchers: [{ label: 'target', op: '=', value: 'orders' }] },
      bad: { metric: 'http_client_errors_total' },
    } as never);
    const [, bad] = sloRulesOf(platform);

    expect(eventsOf(platform)).toBe('sum(rate(http_client_requests_total{job=~"jobs|web",target="orders"}[5m]))');
    expect(bad?.expr).toContain(
      'sum(rate(http_client_errors_total{job="jobs"}[5m]) or rate(http_client_requests_total{job="web",target="orders",code=~"5..|error"}[5m]))',
    );
  });

  test('a proxy, before all others, of what it counts', () => {
    const { platform, web } = shop({ slo: { ...SLO, latency: LATENCY } });
    web.addContribution({ kind: 'scrape', port: 5002, path: '/m', metrics: ['proxy_requests_total{route,status}'] });
    web.addContribution(seenByProxy());
    const [, bad, , , , , , , , , burn] = sloRulesOf(platform);

    expect(eventsOf(platform)).toBe('sum(rate(proxy_requests_total{job="web",route="/orders"}[5m]))');
    // Good requests are counted: the rest is bad, and all of it where none was good.
    expect(bad?.expr).toMatch(
      /^clamp_min\(service:sli_events:rate5m\{.*\} - on \(\) \(sum\(rate\(proxy_.*status!~"5\.\."\}\[5m\]\)\) or on \(\) .* \* 0\), 0\)$/,
    );
    expect(burn?.annotations['description']).toContain('Measured by the proxy: web.');
    expect(eventsOf(platform, 'latency-p95')).toContain('http_client_request_duration_seconds_count{job="web"');
  });

  test('the service itself, if nobody else does, and says so', () => {
    const { platform } = shop({ slo: SLO });
    const rules = sloRulesOf(platform, 'web');

    expect(rules[0]?.expr).toBe('sum(rate(http_requests_total{job="web"}[5m]))');
    expect(rules.find(({ alert }) => alert)?.annotations['description']).toContain('Measured by the service itself');
  });
});

describe('objectives of a service', () => {
  const names = (slo: SloProps | false, all: MonitoringStackProps = { slo: { ...SLO, latency: LATENCY } }) => {
    const { platform, orders, monitoring } = shop(all);
    monitoring.setObjective(orders, slo);
    return [...new Set(sloRulesOf(platform).map(({ labels }) => labels['slo']))];
  };

  test('are those of all, without what is set otherwise', () => {
    expect(names({})).toEqual(['availability', 'latency-p95']);
    expect(names({ latency: { p99: Duration.seconds(1), 'p99.9': Duration.seconds(5) } })).toEqual([
      'availability',
      'latency-p99',
      'latency-p99.9',
    ]);
    expect(names({ latency: false })).toEqual(['availability']);
    expect(names(false)).toEqual([]);
  });

  test('may be of one service alone', () => {
    const { platform, orders, monitoring } = shop();
    monitoring.setObjective(orders, { availability: 99.95, minimumFailures: 20 });
    const burn = sloRulesOf(platform).find(({ alert }) => alert);

    expect(burn?.expr).toMatch(/> 14\.4 \* 0\.0005 and .* > 14\.4 \* 0\.0005 and .* >= 20 unless /);
    expect(sloRulesOf(platform, 'web')).toEqual([]);
  });

  test('of nothing leave no trace', () => {
    const { platform } = shop();
    const files = render(platform);

    expect(Object.keys(rulesOf(platform)).filter((name) => name.includes('slo'))).toEqual([]);
    expect(files['infrastructure/monitoring/alertmanager.yml']).not.toContain('slo');
  });

  test('stand in files that Prometheus and Grafana read', () => {
    const { platform } = shop({ slo: SLO, grafana: {} });
    const compose = render(platform)['docker-compose.monitoring.yml'] ?? '';

    for (const file of ['rules/orders.slo.yml', 'rules/web.slo.yml', 'grafana/dashboards/slo.json'])
      expect(compose).toContain(`source: ./infrastructure/monitoring/${file}`);
  });

  test('have a bucket with the name that Prometheus 3 gives it', () => {
    const { platform } = shop({ slo: { latency: { p99: Duration.seconds(1) } } });

    expect(sloRulesOf(platform)[1]?.expr).toContain('target="orders",le="1.0"}');
  });
});

test('the faster of two alerts is told alone', () => {
  const { platform } = shop({ slo: SLO });
  const { inhibit_rules: rules } = parse(render(platform)['infrastructure/monitoring/alertmanager.yml'] ?? '') as {
    inhibit_rules: object[];
  };
  const equal = ['alertname', 'service'];

  expect(rules.slice(1, 3)).toEqual([
    {
      source_matchers: ['slo!=""', 'severity="critical"', 'window="1h"'],
      target_matchers: ['slo!=""', 'severity="critical"', 'window="6h"'],
      equal,
    },
    {
      source_matchers: ['slo!=""', 'severity="warning"', 'window="1d"'],
      target_matchers: ['slo!=""', 'severity="warning"', 'window="3d"'],
      equal,
    },
  ]);
});

describe('of another type, refused with what to write', () => {
  test.each<[unknown, string]>([
    [{ latency: { p95: 500 } }, 'latency.p95 500 is not a Duration. Write Duration.milliseconds(500).'],
    [{ latency: { p95: '500ms' } }, 'latency.p95 "500ms" is not a Duration. Write Duration.parse("500ms").'],
    [
      { latency: Duration.seconds(1) },
      'is not percentiles with their durations, or false for no objective. Write { p95: Duration.milliseconds(500) }.',
    ],
    [{ availability: '99.9 %' }, 'availability "99.9 %" is not a percentage, or false for no objective. Write 99.9,'],
    [{ availability: true }, 'availability true is not a percentage, or false for no objective. Write 99.9.'],
    [99.9, ' 99.9 is not an object. Write { availability: 99.9 }.'],
  ])('%j', (slo, message) => {
    const { monitoring, orders } = shop();
    const texts = [
      messageOf(() => shop({ slo: slo as SloProps })),
      messageOf(() => {
        monitoring.setObjective(orders, slo as SloProps);
      }),
    ];

    for (const text of texts) {
      expect(text).toContain(message);
      expect(text).toMatch(/\((?:.*\/)?(?:objectives\.test|support)\.ts:\d+\)$/);
    }
  });
});

describe('refused, with the line', () => {
  test.each<[string, SloProps, string]>([
    ['nothing', { availability: 0 }, 'availability 0 is not a percentage above 0 and below 100. Write 99.9.'],
    [
      'all',
      { availability: 100 },
      'availability 100 is not a percentage above 0 and below 100. Nothing never fails: write 99.9.',
    ],
    ['no number', { availability: NaN }, 'availability NaN is not a percentage'],
    [
      'more than anybody can keep',
      { availability: 99.9999 },
      'availability 99.9999 has more than 3 decimals, and its budget of 30 days is a matter of seconds. Write 99.999.',
    ],
    [
      'less than an alert can tell',
      { availability: 93 },
      'availability 93 is too low: 14.4 times its budget of 7 % is more than all requests, and its alert could not fire. Write 93.06 or more, or watch it with an observable and a threshold.',
    ],
    [
      'the same of a latency',
      { latency: { p90: Duration.seconds(1) } },
      'Write "p93.06" or more, or watch it with an observable and a threshold.',
    ],
    ['no percentile', { latency: { p0x5: Duration.seconds(1) } }, 'latency "p0x5" is not a percentile. Write p95'],
    ['a share', { availability: 0.999 }, 'availability 0.999 is a share, not a percentage. Write 99.9.'],
    ['what others call so', { latency: { p999: Duration.seconds(1) } }, 'is not a percentile. Write "p99.9".'],
    ['a number alone', { latency: { ['95' as 'p95']: Duration.seconds(1) } }, '"95" is not a percentile. Write p95.'],
    ['no time', { latency: { p95: Duration.seconds(0) } }, 'latency p95 is 0 s, and no request takes no time.'],
    [
      'a bound that the histogram does not have',
      { latency: { p95: Duration.milliseconds(400) } },
      'latency-p95 of orders is 400ms, and http_client_request_duration_seconds of web has no bucket le="0.4". Write one of its bounds, in seconds: 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0.',
    ],
    ['no failure', { ...SLO, minimumFailures: 0 }, 'slo.minimumFailures 0'],
  ])('%s', (_what, slo, message) => {
    const text = messageOf(() => render(shop({ slo }).platform));

    expect(text).toContain(message);
    expect(text).toMatch(/support\.ts:\d+\)/);
  });

  test('93.06 is the least that is not', () => {
    expect(sloRulesOf(shop({ slo: { availability: 93.06 } }).platform)).not.toEqual([]);
  });

  test('a service whose requests nobody counts', () => {
    const { platform, monitoring } = shop({ slo: SLO });
    monitoring.setObjective(new RedisCache(platform, 'redis'), SLO);
    const text = messageOf(() => render(platform));

    expect(text).toContain(
      '[shop/monitoring] the requests of redis are counted by nobody, so it can have no objective. Add metrics: ServiceMetrics.contract(), or contribute an sli; those of orders, web are.',
    );
    expect(text).toMatch(/objectives\.test\.ts:\d+\)/);
  });

  test('an indicator that nobody measures', () => {
    const { platform, monitoring, web } = shop();
    const redis = new RedisCache(platform, 'redis');
    web.addContribution(seenByProxy({ service: 'redis' }));
    monitoring.setObjective(redis, { latency: LATENCY });

    expect(messageOf(() => render(platform))).toContain(
      'the latency of redis is measured by nobody. Remove latency, or contribute an sli of it.',
    );
  });

  test('slo where no service is measured', () => {
    const platform = newPlatform();
    new PostgresDatabase(platform, 'postgres', { database: 'shop' });

    expect(shop({ slo: SLO })).toBeDefined();
    expect(messageOf(() => render(unmeasured(platform)))).toContain(
      'slo is given, and the requests of no service are counted. Add metrics: ServiceMetrics.contract() to a service, or contribute an sli.',
    );
  });

  test('samples that are not kept as long as an alert looks back', () => {
    const { platform } = shop({ slo: SLO, retention: HOURS(48) });

    expect(messageOf(() => render(platform))).toContain(
      'samples are kept for 48h, and alerts of objectives look back 3 days. Write retention: Duration.hours(24 * 30).',
    );
    expect(sloRulesOf(shop({ slo: SLO, retention: HOURS(240) }).platform).at(9)?.expr).toContain('[10d]');
  });

  test('twice, of another platform, or after synthesis', () => {
    const { platform, orders, monitoring } = shop();
    monitoring.setObjective(orders, SLO);

    expect(messageOf(() => monitoring.setObjective(orders, false))).toContain(
      'the objectives of orders are set already',
    );
    const other = shop();
    expect(messageOf(() => monitoring.setObjective(other.orders, SLO))).toContain('orders is part of another platform');
    render(platform);
    expect(messageOf(() => monitoring.setObjective(orders, SLO))).toContain('objectives of orders');
  });

  test.each([
    [
      'a metric that is not served',
      { total: { metric: 'proxy_requests' } },
      'web does not serve the metric "proxy_requests".',
    ],
    [
      'a label that it does not have',
      { by: ['code'] },
      'the metric proxy_requests_total has no label "code", which by names. Remove it from by.',
    ],
    [
      'a good that is all',
      {
        good: seenByProxy().indicator === 'availability' && {
          metric: 'proxy_requests_total',
          matchers: [{ label: 'route', op: '=', value: '/orders' }],
        },
      },
      'no series are found that it counts as good and as bad',
    ],
    [
      'a pattern that is none',
      { total: { metric: 'proxy_requests_total', matchers: [{ label: 'route', op: '=~', value: '(' }] } },
      'sli of availability',
    ],
  ])('an sli with %s', (_what, more, message) => {
    const { platform, web } = shop({ slo: SLO });
    web.addContribution({ kind: 'scrape', port: 5002, path: '/m', metrics: ['proxy_requests_total{route,status}'] });
    web.addContribution(seenByProxy(more));
    const text = messageOf(() => render(platform));

    expect(text).toContain(message);
    expect(text).toMatch(/\[shop\/web\] .*objectives\.test\.ts:\d+\)/);
  });

  test('a name that one of its figures has', () => {
    const { platform, orders } = shop({ slo: SLO });
    const panel = { kind: 'stat', legend: '' } as const;
    orders.addContribution({
      kind: 'observable',
      name: 'slo-availability',
      description: 'd',
      query: 'up{job="orders"}',
      unit: 'none',
      mustExist: false,
      interpretation: 'i',
      panel,
    });

    expect(messageOf(() => render(platform))).toContain(
      'observable "slo-availability" of orders is called like one of the objectives of orders. Choose another name.',
    );
  });
});

function unmeasured(platform: ReturnType<typeof newPlatform>) {
  new MonitoringStack(platform, 'monitoring', { slo: SLO });
  return platform;
}
