import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { hasPromtool, promtool } from '../../../support/promtool.js';
import { rulesOf, shop, SLO, sloRulesOf } from './support.js';

const RULES = join(import.meta.dirname, '../../../../out/infrastructure/monitoring/rules/crm.slo.yml');

/** An hour of good requests, ten minutes in which all fail, then good ones again. */
const OUTAGE = { total: '0+6000x120', bad: '0x60 6000+6000x9 60000x50' };

/** How many alerts of each severity fire about crm at these minutes. */
function firing(cause: string | undefined, at: Readonly<Record<number, object>>) {
  const series = (name: string, values: string) => ({ series: name, values });
  const file = stringify({
    rule_files: ['crm.slo.yml'],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: [
          series('up{job="api-gateway"}', '1x120'),
          series('http_client_requests_total{job="api-gateway",target="crm",code="200"}', OUTAGE.total),
          series('http_client_requests_total{job="api-gateway",target="crm",code="500"}', OUTAGE.bad),
          // It is told after two minutes, and goes on for five.
          ...(cause
            ? [series(`ALERTS{alertname="${cause}",alertstate="firing",severity="critical"}`, '_x62 1x12 _x40')]
            : []),
        ],
        promql_expr_test: Object.entries(at).map(([minute, fires]) => ({
          expr: 'count by (severity) (ALERTS{slo="availability", alertstate="firing"})',
          eval_time: `${minute}m`,
          exp_samples: Object.entries(fires).map(([severity, value]) => ({
            labels: `{severity="${severity}"}`,
            value: value as number,
          })),
        })),
      },
    ],
  });
  return promtool(['test', 'rules', 'test.yml'], { 'crm.slo.yml': readFileSync(RULES, 'utf8'), 'test.yml': file });
}

describe.skipIf(!hasPromtool)('an outage of which somebody has been told', () => {
  test('wakes nobody again when it is over, and says in the morning what it took', () => {
    const { says } = firing('PostgresDown', { 66: { warning: 2 }, 76: { warning: 2 }, 90: { warning: 2 } });
    expect(says).toMatch(/^\s*SUCCESS\s*$/);
  });

  test('is another one than an alert about something that crm does not need', () => {
    const { says } = firing('FrontendDown', { 66: { critical: 2, warning: 2 }, 90: { critical: 1, warning: 2 } });
    expect(says).toMatch(/^\s*SUCCESS\s*$/);
  });

  test('without a known cause wakes somebody, three minutes after it could', () => {
    const { says } = firing(undefined, { 62: { warning: 2 }, 66: { critical: 2, warning: 2 } });
    expect(says).toMatch(/^\s*SUCCESS\s*$/);
  });
});

test('critical alerts know what a service needs, and warnings do not ask', () => {
  const { platform } = shop({ slo: SLO });
  const burns = sloRulesOf(platform).filter(({ alert }) => alert?.endsWith('BudgetBurn'));
  const down = Object.values(rulesOf(platform)).some((text) => text.includes('alert: OrdersDown'));
  expect(down).toBe(true);
  expect(
    burns.map(({ expr }) => / unless on \(\) max_over_time\(ALERTS\{alertname=.*\}\[\w+\]\) == 1$/.exec(expr)?.[0]),
  ).toEqual([expect.stringContaining('[5m]'), expect.stringContaining('[30m]'), undefined, undefined]);
  expect(burns[0]?.expr).toContain('OrdersDown');
});
