import { expect, test } from 'vitest';
import { shorter, withShorterWindows } from '../e2e/lib/scaled-monitoring.js';

test.each([
  ['5m', '60s'],
  ['1h30m', '1080s'],
  ['15s', '3s'],
  ['1s', '1s'],
  ['500ms', '1s'],
])('%s, five times as fast, is %s', (duration, scaled) => {
  expect(shorter(duration, 5)).toBe(scaled);
});

test.each([
  ['sum(rate(a{job="x"}[5m])) * 300 > 20', 'sum(rate(a{job="x"}[60s])) * 300 > 20'],
  ['max_over_time(rate(a[5m])[1h:1m])', 'max_over_time(rate(a[60s])[720s:12s])'],
  ['a offset 1d', 'a offset 17280s'],
])('windows of %s', (expression, scaled) => {
  expect(withShorterWindows(expression, 5)).toBe(scaled);
});
