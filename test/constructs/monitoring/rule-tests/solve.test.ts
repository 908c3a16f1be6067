import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { linksOf } from '../../../../src/constructs/monitoring/rule-tests/matching.js';
import { seriesFor } from '../../../../src/constructs/monitoring/rule-tests/series.js';
import { solve } from '../../../../src/constructs/monitoring/rule-tests/solve.js';
import { parsePromql } from '../../../../src/read/promql/parse.js';
import { hasPromtool, promtool } from '../../../support/promtool.js';

const seriesOf = (query: string, value: number) =>
  Object.fromEntries(
    seriesFor(solve(parsePromql(query), value), { minutes: 30, links: linksOf(parsePromql(query)) }).map(
      ({ series, values }) => [series, values],
    ),
  );

describe('series for a value', () => {
  test.each([
    ['up{job="a"}', 1, { 'up{job="a"}': '1x30' }],
    ['sum by (code) (rate(x[5m]))', 2, { x: '0+120x30' }],
    ['1 - a / b', 0.25, { b: '100x30', a: '75x30' }],
    ['time() - last', 3600, { last: '-3600+60x30' }],
    ['ends - time()', 3600, { ends: '3600+60x30' }],
    ['sum(up) or vector(0)', 0, {}],
    ['sum(up) or vector(0)', 2, { up: '2x30' }],
    [
      'histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))',
      2,
      {
        'x_bucket{le="1.998"}': '0+0x30',
        'x_bucket{le="2.002"}': '0+60x30',
        'x_bucket{le="+Inf"}': '0+60x30',
      },
    ],
    ['count(up == 0)', 2, { 'up{instance="1"}': '0x30', 'up{instance="2"}': '0x30' }],
    // What was, until the present begins.
    ['a / a offset 10m', 0.5, { a: '100x28 50x1' }],
    ['sum(rate(x[5m])) / sum(rate(x[5m] offset 15m))', 0.5, { x: '0+6000x23 144000+3000x6' }],
    ['redis offset 5m - redis', 1, { redis: '101x28 100x1' }],
    ['a and b{le!="x"} == 1', 2, { 'a{le="any"}': '2x30', 'b{le="any"}': '1x30' }],
    ['a{x=~"1|2"} and on (x) b', 2, { 'a{x="1"}': '2x30', 'b{x="1"}': '1x30' }],
    ['a > 5 and delta(a[10m]) > 0', 10, { a: '7+0.1x30' }],
    ['count(count by (version) (x))', 2, { 'x{version="1"}': '1x30', 'x{version="2"}': '1x30' }],
    ['resets(x[5m])', 0, { x: Array.from({ length: 31 }, (_, index) => index + 1).join(' ') }],
  ])('%s = %d', (query, value, series) => {
    expect(seriesOf(query, value)).toEqual(series);
  });

  test('failed requests are among all of them', () => {
    expect(seriesOf('sum(rate(x{code=~"5.."}[5m])) / sum(rate(x[5m]))', 0.25)).toEqual({
      'x{code="500"}': '0+1500x30',
      x: '0+4500x30',
    });
  });

  test.each([
    ['stddev(x)', 1, 'stddev can not be made 1'],
    ['count(up)', 0.5, 'count can not be made 0.5'],
    ['x{code=~"a",code!="a"}', 1, 'no value of the label code is known that fits'],
    ['x @ 1609746000', 1, 'it asks about a fixed time'],
    ['rate(x[5m]) - 5', -6, 'a counter never falls'],
    ['avg_over_time(x[10m]) - x offset 5m', 3, 'its values now and before are too near each other'],
    ['vector(2)', 1, '2 is never 1'],
  ])('%s = %d has none', (query, value, why) => {
    expect(() => seriesOf(query, value)).toThrow(why);
  });
});

/** Of everyday rules: a value that the query has under the series that are found for it, as Prometheus works it out. */
const EVERYDAY: readonly [query: string, value: number][] = [
  ['up{job="a"}', 1],
  ['-x', 5],
  ['sum(rate(x{code=~"5.."}[5m])) / sum(rate(x[5m]))', 0.05],
  ['sum(rate(x{code!~"2..|3.."}[5m])) / sum(rate(x[5m])) and on () sum(increase(x[5m])) > 20', 0.05],
  ['sum by (route) (rate(x{code=~"5..|error"}[10m])) / sum by (route) (rate(x[10m]))', 0.5],
  ['(size - avail) / size', 0.9],
  ['1 - avail{mountpoint="/"} / size{mountpoint="/"}', 0.9],
  ['avail / size * 100', 7],
  ['max by (service) (used / limit and limit > 0)', 0.95],
  ['max by (service) (used) / max by (service) (limit > 0)', 0.95],
  ['increase(restarts[15m])', 3],
  ['changes(started[15m])', 3],
  ['sum(increase(oom[10m]))', 1],
  ['histogram_quantile(0.95, sum by (le) (rate(x_bucket{route!="/health"}[5m])))', 0.45],
  ['histogram_quantile(0.99, sum by (le, route) (rate(x_bucket[5m])))', 3],
  ['predict_linear(avail[6h], 4 * 3600)', -1],
  ['time() - max(last_success)', 90_000],
  ['min(ends) - time()', 86_400],
  ['(ends - time()) / 86400', 14],
  ['clamp_max(x, 1000)', 7],
  ['avg_over_time(x[10m])', 2],
  ['max_over_time(sum(x)[10m:1m])', 2],
  ['label_replace(x, "a", "$1", "b", "(.*)")', 2],
  ['topk(3, x)', 2],
  ['quantile(0.9, x)', 2],
  ['sum(up{job="a"}) or vector(0)', 0],
  ['count(up{job="a"} == 0)', 3],
  ['x > bool 3', 1],
  ['x > bool 3', 0],
  ['scalar(x) + vector(2)', 5],
  ['x * on (instance) group_left y', 5],
  ['a - b', 12],
  ['a + b', 120],
  ['sum(rate(cpu{mode!="idle"}[5m])) / sum(rate(cpu[5m]))', 0.9],
  ['1 - avg(rate(cpu{mode="idle"}[5m]))', 0.9],
  ['rate(throttled[5m]) / rate(periods[5m])', 0.25],
  ['sum by (instance) (load) / count by (instance) (cpu{mode="idle"})', 3],
];

describe.skipIf(!hasPromtool)('Prometheus works out the value that was asked for', () => {
  test('of everyday queries', () => {
    const tests = EVERYDAY.map(([query, value]) => ({
      name: query,
      interval: '1m',
      input_series: seriesFor(solve(parsePromql(query), value), { minutes: 400, links: linksOf(parsePromql(query)) }),
      promql_expr_test: [
        {
          // Rounded: a rate of a counter is not exact.
          expr: `count(abs((${query}) - ${value}) < 0.01 * ${Math.max(1, Math.abs(value))})`,
          eval_time: '390m',
          exp_samples: [{ labels: '{}', value: 1 }],
        },
      ],
    }));
    const file = stringify({ rule_files: [], evaluation_interval: '1m', tests });

    expect(promtool(['test', 'rules', 'x.yml'], { 'x.yml': file }).says).toMatch(/^\s*SUCCESS\s*$/);
  });
});
