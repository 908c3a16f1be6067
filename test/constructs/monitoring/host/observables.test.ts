import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { MonitoringStack } from '../../../../src/index.js';
import { type Rule, rulesOf } from '../../../support/alert-rules.js';
import { newPlatform, render } from '../../../support/project.js';
import { hasPromtool, promtool } from '../../../support/promtool.js';

const ALERT = 'HostDiskFreeTomorrow';
const LABELS = 'job="node-exporter",instance="a",device="/dev/sda1",fstype="ext4",mountpoint="/"';

/** Disks by what becomes of their free gigabytes, minute by minute, and whether it is told. */
const DISKS = [
  ['takes 20 of 60 GB in 20 minutes, and no more', '60x400 59-1x19 40x400', false],
  ['takes 45 of 60 GB in 20 minutes, and no more', '60x400 57.75-2.25x19 15x400', false],
  ['takes 4 of 60 GB an hour', '60-0.0666x800', true],
] as const;

/** The one rule of the machine that looks ahead: with all of them a run takes ten times as long. */
function ahead(): Rule[] {
  const platform = newPlatform();
  new MonitoringStack(platform, 'monitoring', { containers: false, grafana: false });
  return rulesOf(render(platform)).filter(({ alert }) => alert === ALERT);
}

test.runIf(hasPromtool).each(DISKS)('a disk of which something %s: %s', (name, values, isTold) => {
  const rules = ahead();
  expect(rules).toHaveLength(1);
  const expr = `count(count_over_time(ALERTS{alertname="${ALERT}",alertstate="firing"}[24h])) or vector(0)`;
  const { says } = promtool(['test', 'rules', 'test.yml'], {
    'rules.yml': stringify({ groups: [{ name: 'host', rules }] }),
    'test.yml': stringify({
      rule_files: ['rules.yml'],
      evaluation_interval: '1m',
      tests: [
        {
          name,
          interval: '1m',
          input_series: [{ series: `node_filesystem_avail_bytes{${LABELS}}`, values }],
          promql_expr_test: [{ expr, eval_time: '13h', exp_samples: [{ labels: '{}', value: isTold ? 1 : 0 }] }],
        },
      ],
    }),
  });

  expect(says).toMatch(/^\s*SUCCESS\s*$/);
});
