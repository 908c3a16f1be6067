import { expect, test } from 'vitest';
import { legendOf } from '../../../../src/constructs/monitoring/grafana/legend.js';
import type { Watched } from '../../../../src/constructs/monitoring/rules/watched.js';

const named = (query: string, legend = '{{instance}}') =>
  legendOf({ subject: 'orders', query, panel: { kind: 'timeseries', legend } } as Watched);

test.each([
  'up{job="orders"}',
  '-up{job="orders"}',
  'rate(requests_total[5m])',
  'max_over_time(rate(requests_total[5m])[1h:])',
  'sum by (instance) (up)',
  'sum without (job) (up)',
  'topk(3, up)',
  'a / b',
  '1 - a',
  'a * 100',
  'sum by (instance) (a) / on (instance) sum by (instance) (b)',
  'a / on (job) group_left (instance) b',
  'a and on () sum(up)',
  'sum(a) or b',
  'label_replace(sum(a), "instance", "x", "", "")',
  'count_values("instance", a)',
])('%s can have the label of its legend', (query) => {
  expect(named(query)).toBe('{{instance}}');
});

test.each([
  'sum(up{job="orders"}) or vector(0)',
  'sum(a) / max(b)',
  'sum without (instance) (up)',
  'sum by (job) (up)',
  'topk(3, sum(a))',
  'a / on (job) b',
  'a / ignoring (instance) b',
  'absent(up)',
  'a / on (job) group_right b_total / sum(c)',
  'label_replace(sum(a), "other", "x", "", "")',
])('%s has lost it, and is called after the workload', (query) => {
  expect(named(query)).toBe('orders');
});

test('a legend of fixed words is taken as it is; an empty one is the name of the workload', () => {
  expect(named('sum(a)', 'all of them')).toBe('all of them');
  expect(named('up', ' ')).toBe('orders');
});
