import { expect, test } from 'vitest';
import { metricsOf } from '../e2e/lib/prometheus.js';

test.each([
  ['pg_up{job="postgres"}', ['pg_up']],
  [
    'sum(pg_stat_activity_count{job="a, b"}) / max(pg_settings_max_connections)',
    ['pg_stat_activity_count', 'pg_settings_max_connections'],
  ],
  [
    'sum by (job, le) (rate(http_request_seconds_bucket{code!~"5.."}[5m] offset 1h)) > bool 0.5 and on (job) up',
    ['http_request_seconds_bucket', 'up'],
  ],
  [
    'job:errors:rate5m * on(job) group_left(team) owner_info unless absent(up)',
    ['job:errors:rate5m', 'owner_info', 'up'],
  ],
  ['time() - max(backup_last_success_seconds) by (name)', ['backup_last_success_seconds']],
])('the metrics of %s', (expression, names) => {
  expect(metricsOf(expression)).toEqual(names);
});
