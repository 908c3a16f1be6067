import { describe, expect, test } from 'vitest';
import { Duration, type MonitoringStackProps } from '../../../../src/index.js';
import { parsePromql } from '../../../../src/read/promql/parse.js';
import { hasPromtool, promtool } from '../../../support/promtool.js';
import { rulesOf, seenByProxy, shop, SLO, sloRulesOf } from './support.js';

const LATENCY = { latency: { p95: Duration.milliseconds(500) } };
const BOTH = { slo: { ...SLO, ...LATENCY } };

test('are two that wake somebody, two that wait, and one if nothing is measured', () => {
  const alerts = sloRulesOf(shop({ slo: SLO }).platform).filter(({ alert }) => alert);

  expect(alerts.map(({ alert, labels: { severity, window } }) => [alert, severity, window])).toEqual([
    ['OrdersAvailabilityBudgetBurn', 'critical', '1h'],
    ['OrdersAvailabilityBudgetBurn', 'critical', '6h'],
    ['OrdersAvailabilityBudgetBurn', 'warning', '1d'],
    ['OrdersAvailabilityBudgetBurn', 'warning', '3d'],
    ['OrdersAvailabilityUnmeasured', 'warning', undefined],
  ]);
  for (const { labels } of alerts) expect(labels).toMatchObject({ service: 'orders', slo: 'availability' });
});

test('say what is wrong, how long the budget lasts, who measures, and what to do', () => {
  const [first, , , last, missing] = sloRulesOf(shop({ slo: SLO }).platform).filter(({ alert }) => alert);

  expect(first?.annotations['summary']).toBe(
    'orders: {{ $value | humanizePercentage }} of requests failed in the last hour; its objective of 99.9 % allows 0.1 %',
  );
  expect(first?.annotations['description']).toContain(
    'at 14.4 times the allowed rate the error budget of 30 days is gone in 50 hours. Measured by what calls it: web.',
  );
  expect(last?.annotations['description']).toContain('the error budget does not last 30 days.');
  expect(missing?.annotations['summary']).toBe(
    "orders: its objective (Availability 99.9 %) is not measured, and its alerts can't fire",
  );
  expect(first?.annotations['runbook_url']).toBe('docs/RUNBOOK.md#orders-slo-availability');
});

test('hold hostile labels as text', () => {
  const value = '"} or {{ $labels.x }}\n\\';
  const { platform, web } = shop({ slo: SLO });
  web.addContribution({ kind: 'scrape', port: 5002, path: '/m', metrics: ['proxy_requests_total{route,status}'] });
  const route = { label: 'route', op: '=', value } as const;
  web.addContribution(
    seenByProxy({
      total: { metric: 'proxy_requests_total', matchers: [route] },
      good: { metric: 'proxy_requests_total', matchers: [route, { label: 'status', op: '!=', value: '500' }] },
    }),
  );
  const [events, ...rules] = sloRulesOf(platform);

  expect(parsePromql(events?.expr ?? '')).toMatchObject({
    args: [{ args: [{ matchers: [{ name: 'job' }, { name: 'route', op: '=', value }] }] }],
  });
  const description = rules.find(({ alert }) => alert)?.annotations['description'] ?? '';
  expect(description).toContain('{{ "{{" }} $labels.x }}');
  expect(description).not.toMatch(/\{\{ \$labels/);
});

describe.skipIf(!hasPromtool)("by Prometheus' own tool", () => {
  const filesOf = (props: MonitoringStackProps) => rulesOf(shop(props).platform);
  const both = filesOf(BOTH);
  // Each change is tried with the rules of one objective: those of two take twice as long.
  const { availability, latency } = { availability: filesOf({ slo: SLO }), latency: filesOf({ slo: LATENCY }) };
  const run = (files: Readonly<Record<string, string>>, change: (rules: string) => string, only = '.*') =>
    promtool(['test', 'rules', '--run', only, 'tests/orders.slo.yml'], {
      'orders.slo.yml': change(files['orders.slo.yml'] ?? ''),
      'tests/orders.slo.yml': files['tests/orders.slo.yml'] ?? '',
    });

  test('fire when they should, and only then', () => {
    expect(run(both, (rules) => rules).says).toMatch(/^\s*SUCCESS\s*$/);
  });

  test.each([
    ['a slower rate', '> 14.4 *', '> 9 *', 'orders, .*: fires, for 6 hours and more'],
    ['a faster rate', '> 6 *', '> 13 *', 'orders, .*: fires, for 6 hours and more'],
    ['a warning that is no longer one', '> 3 *', '> 6 *', 'orders, .*: fires, for a day and more'],
    ['one that begins too late', '> 1 *', '> 2.5 *', 'orders, .*: fires, for three days'],
    ['one that begins too early', '> 1 *', '> 0.5 *', 'orders, .*: quiet within the budget'],
    [
      'no short window',
      'ratio_rate5m{service="orders",slo="availability"} > 14',
      'ratio_rate1h{service="orders",slo="availability"} > 14',
      'orders, .*: wakes nobody when it is over',
    ],
    [
      'no long window',
      'ratio_rate1h{service="orders",slo="availability"} > 14',
      'ratio_rate5m{service="orders",slo="availability"} > 14',
      'orders, .*: quiet in the short windows alone',
    ],
    ['a shorter window', '[3d]', '[6h]', 'orders, .*: quiet in 6 hours alone'],
    ['no least number of failures', '>= 5', '>= 0', 'orders, .*: quiet with few requests'],
    ['too high a number of them', '>= 5', '>= 50', 'orders, .*: fires with few requests'],
    ['impatience at a restart', 'for: 30m', 'for: 1m', 'orders, .*: quiet at a restart'],
    ['no patience at all', 'for: 30m', 'for: 2h', 'orders, .*: fires, not measured'],
    ['another bound', 'le="0.5"', 'le="1.0"', 'orders, .*: quiet within the budget'],
    ['other failures', '5..|error', '4..', 'orders, .*: fires, fast enough'],
  ])('the tests notice %s', (_what, is, becomes, only) => {
    const files = is.startsWith('le=') ? latency : availability;
    expect(files['orders.slo.yml']).toContain(is);

    expect(run(files, (rules) => rules.replaceAll(is, becomes), only).ok).toBe(false);
  });
});
