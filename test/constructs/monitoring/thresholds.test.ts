import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  CentralLogs,
  Duration,
  type MonitoringPart,
  MonitoringStack,
  NexusService,
  PostgresDatabase,
  Phase,
  RedisCache,
  ReverseProxy,
  type ThresholdsProps,
  Tls,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
}

const ALONE = { containers: false, host: false, grafana: false } as const;

function shop(rollout = Phase.Advanced) {
  const platform = newPlatform({ rollout });
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  return { platform, postgres, monitoring: new MonitoringStack(platform, 'monitoring', ALONE) };
}

/** The rules of connections-used after a change. */
function after(thresholds: ThresholdsProps): Rule[] {
  const { platform, postgres, monitoring } = shop();
  monitoring.setThresholds(postgres, 'connections-used', thresholds);
  const { groups } = parse(render(platform)['infrastructure/monitoring/rules/postgres.yml'] ?? '') as {
    groups: { rules: Rule[] }[];
  };
  return groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert === 'PostgresConnectionsUsed');
}

describe('thresholds of a kind', () => {
  test('change in what is given, and stay in the rest', () => {
    expect(after({ warning: { value: 0.6 } })).toMatchObject([
      { expr: expect.stringMatching(/> 0\.95$/) as string, for: '1m', labels: { severity: 'critical' } },
      { expr: expect.stringMatching(/> 0\.6$/) as string, for: '5m', labels: { severity: 'warning' } },
    ]);
  });

  test('can wait longer', () => {
    expect(after({ critical: { for: Duration.minutes(7) } })[0]).toMatchObject({ for: '7m' });
  });

  test('can go, and the rest stays', () => {
    expect(after({ critical: false })).toMatchObject([{ labels: { severity: 'warning' } }]);
  });

  test('can all go with a reason, which the runbook shows', () => {
    const { platform, postgres, monitoring } = shop();
    monitoring.setThresholds(postgres, 'connections-used', {
      warning: false,
      critical: false,
      because: 'PgBouncer queues them.',
    });
    const files = render(platform);

    expect(files['infrastructure/monitoring/rules/postgres.yml']).not.toContain('ConnectionsUsed');
    expect(files['docs/RUNBOOK.md']).toContain('PgBouncer queues them.');
  });

  test('can come where the kind has none, and bring the rule file with them', () => {
    const platform = newPlatform();
    const orders = new NexusService(platform, 'orders', { port: 5001, image: 'example/orders:1.0' });
    const query = 'max(up{job="prometheus"})';
    const panel = { kind: 'stat', legend: '' } as const;
    const text = { interpretation: 'Good to know.', nextSteps: 'Look.' };
    const observable = {
      kind: 'observable',
      name: 'x',
      description: 'X',
      query,
      unit: 'none',
      mustExist: false,
      panel,
    } as const;
    orders.addContribution({ ...observable, ...text });
    const monitoring = new MonitoringStack(platform, 'monitoring', ALONE);
    expect(render(platform)).not.toHaveProperty(['infrastructure/monitoring/rules/orders.yml']);
    const again = newPlatform();
    const other = new NexusService(again, 'orders', { port: 5001, image: 'example/orders:1.0' });
    other.addContribution({ ...observable, ...text });
    new MonitoringStack(again, 'monitoring', ALONE).setThresholds(other, 'x', {
      warning: { comparison: '<', value: 1 },
    });

    expect(monitoring).toBeDefined();
    expect(render(again)['infrastructure/monitoring/rules/orders.yml']).toContain(
      'expr: max(up{job="prometheus"}) < 1',
    );
    expect(render(again)['docker-compose.monitoring.yml']).toContain('./infrastructure/monitoring/rules/orders.yml');
  });

  test('of a phase that is still to come change nothing', () => {
    const { platform, postgres, monitoring } = shop(Phase.Build);
    monitoring.setThresholds(postgres, 'connections-used', { warning: false });

    expect(Object.keys(render(platform)).filter((path) => path.includes('monitoring'))).toEqual([]);
  });
});

describe('of what the monitoring runs', () => {
  /** Everything that there can be. */
  const whole = () => {
    const platform = newPlatform();
    const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    new ReverseProxy(platform, 'edge', {
      routes: { '/': app },
      serverNames: ['shop.example'],
      tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    });
    return { platform, app, monitoring: new MonitoringStack(platform, 'monitoring', { logs: CentralLogs.loki() }) };
  };

  test.each<[MonitoringPart, string]>([
    ['prometheus', 'rules-late'],
    ['alertmanager', 'replicas-up'],
    ['grafana', 'containers-up'],
    ['container-exporter', 'memory-used'],
    ['node-exporter', 'memory-available'],
    ['blackbox-exporter', 'duration'],
    ['loki', 'disk-used'],
    ['alloy', 'bytes-behind'],
  ])('change by their names: %s, %s', (part, observable) => {
    const rulesOf = (change: boolean) => {
      const { platform, monitoring } = whole();
      if (change) monitoring.setThresholds(part, observable, { warning: { for: Duration.minutes(37) } });
      const { groups } = parse(render(platform)[`infrastructure/monitoring/rules/${part}.yml`] ?? '') as {
        groups: { rules: Rule[] }[];
      };
      return groups.flatMap(({ rules }) => rules);
    };
    const changed = rulesOf(true).filter((rule) => rule.for === '37m');

    expect(rulesOf(false).filter((rule) => rule.for === '37m')).toEqual([]);
    expect(changed).toHaveLength(1);
    expect(changed[0]?.labels).toMatchObject({ severity: 'warning', observable });
  });

  test('name what is not there, and what takes it away', () => {
    const { platform, monitoring } = shop();
    monitoring.setThresholds('node-exporter', 'disk-used', { warning: false });

    expect(messageOf(() => render(platform))).toMatch(
      /there is no node-exporter on this platform: host: false takes it away\. Remove the thresholds of its disk-used, or add it\. \(.*thresholds\.test\.ts:\d+\)/,
    );
  });

  test('are named where they are asked of one workload', () => {
    const { platform, app, monitoring } = whole();
    monitoring.setThresholds(app, 'memory-used', { warning: { value: 0.95 } });

    expect(messageOf(() => render(platform))).toContain(
      `app has no observable "memory-used". container-exporter has it, for all of them: setThresholds('container-exporter', …).`,
    );
  });

  test('need the construct of anything else', () => {
    const { monitoring } = whole();
    const call = monitoring.setThresholds.bind(monitoring) as (of: string, name: string, thresholds: object) => void;

    expect(messageOf(() => call('postgres', 'connections-used', {}))).toMatch(
      /of "postgres" is not one of .*\. Of anything else pass the construct itself\./,
    );
  });
});

describe('refused, with the line', () => {
  const refused = (observable: string, thresholds: ThresholdsProps) => {
    const { platform, postgres, monitoring } = shop();
    return messageOf(() => {
      monitoring.setThresholds(postgres, observable, thresholds);
      render(platform);
    });
  };

  test.each<[string, ThresholdsProps, string]>([
    [
      'conections-used',
      { warning: false },
      'postgres has no observable "conections-used". Did you mean "connections-used"?',
    ],
    [
      'connections-used',
      { warning: false, critical: false },
      'observable "connections-used" is left without an alert, and nobody says why. Say it in because: the runbook shows it.',
    ],
    [
      'cache-hits',
      { warning: { comparison: '<', value: 0.9 } },
      'observable "cache-hits" has no next steps, and so no alert. Contribute an observable with nextSteps instead.',
    ],
    [
      'cache-hits',
      { warning: { value: 0.9 } },
      "warning has no comparison, and there is none to keep. Write warning: { comparison: '>', value: 0.9 }.",
    ],
    [
      'connections-used',
      { warning: { value: 0.99 } },
      'warning is > 0.99 and critical > 0.95: the warning comes after what is critical.',
    ],
  ])('%s %j', (observable, thresholds, message) => {
    const text = refused(observable, thresholds);

    expect(text).toContain(message);
    expect(text).toMatch(/thresholds\.test\.ts:\d+\)/);
  });

  test('twice, of another platform, or after synthesis', () => {
    const { platform, postgres, monitoring } = shop();
    const elsewhere = new RedisCache(newPlatform(), 'redis');
    monitoring.setThresholds(postgres, 'up', { critical: { for: Duration.minutes(2) } });

    expect(messageOf(() => monitoring.setThresholds(postgres, 'up', {}))).toContain(
      'thresholds of postgres, up are set already',
    );
    expect(messageOf(() => monitoring.setThresholds(elsewhere, 'up', {}))).toContain(
      'redis is part of another platform',
    );
    render(platform);
    expect(messageOf(() => monitoring.setThresholds(postgres, 'deadlocks', {}))).toContain('thresholds of deadlocks');
  });
});
