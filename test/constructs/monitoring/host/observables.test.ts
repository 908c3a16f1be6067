import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { MonitoringStack } from '../../../../src/index.js';
import { newPlatform, render } from '../../../support/project.js';
import { hasPromtool, promtool } from '../../../support/promtool.js';

/**
 * Whether, by Prometheus' own tool, the rules of the machine warn so many times, over a disk whose free gigabytes are these,
 * minute by minute.
 */
function warns(free: string, value: 0 | 1): boolean {
  const platform = newPlatform();
  new MonitoringStack(platform, 'monitoring', { containers: false, grafana: false });
  const rules = render(platform)['infrastructure/monitoring/rules/node-exporter.yml'] ?? '';
  expect(rules).toContain('alert: HostDiskFreeTomorrow');
  const labels = 'job="node-exporter",instance="a",device="/dev/sda1",fstype="ext4",mountpoint="/"';
  const fired =
    'count(count_over_time(ALERTS{alertname="HostDiskFreeTomorrow",alertstate="firing"}[24h])) or vector(0)';
  const tests = {
    rule_files: ['rules.yml'],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: [{ series: `node_filesystem_avail_bytes{${labels}}`, values: free }],
        promql_expr_test: [{ expr: fired, eval_time: '13h', exp_samples: [{ labels: '{}', value }] }],
      },
    ],
  };
  return promtool(['test', 'rules', 'test.yml'], { 'rules.yml': rules, 'test.yml': stringify(tests) }).ok;
}

test.runIf(hasPromtool).each([
  ['takes 20 of 60 GB in 20 minutes, and no more', '60x400 59-1x19 40x400', false],
  ['takes 45 of 60 GB in 20 minutes, and no more', '60x400 57.75-2.25x19 15x400', false],
  ['takes 4 of 60 GB an hour', '60-0.0666x800', true],
])('a disk of which something %s: %s', (_, free, expected) => {
  expect(warns(free, expected ? 1 : 0)).toBe(true);
});
