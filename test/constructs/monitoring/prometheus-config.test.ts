import type { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  type Contribution,
  Duration,
  type IBindable,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  NexusWorkload,
  PostgresDatabase,
  Resources,
  type WorkloadImage,
} from '../../../src/index.js';
import { originOf, provenanceOf } from '../../../src/model/where.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

interface Job {
  readonly job_name: string;
  readonly metrics_path?: string;
  readonly relabel_configs?: readonly object[];
  readonly static_configs?: readonly { readonly targets: readonly string[] }[];
  readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[];
}

function jobsOf(platform: NexusPlatform): Job[] {
  const text = render(platform)['infrastructure/monitoring/prometheus.yml'] ?? '';
  return (parse(text) as { scrape_configs: Job[] }).scrape_configs;
}

function jobs(): Job[] {
  const platform = newPlatform();
  new PostgresDatabase(platform, 'db', { database: 'shop' });
  const orders = new NexusService(platform, 'orders', { port: 5001, image: 'example/orders:1.0', replicas: 2 });
  orders.addContribution({ kind: 'scrape', port: 5001, path: '/figures' });
  new MonitoringStack(platform, 'monitoring', ALONE);
  return jobsOf(platform);
}

test('an exporter is a target under its name, whether or not it runs', () => {
  const job = jobs().find(({ job_name }) => job_name === 'db');
  expect(job?.static_configs).toEqual([{ targets: ['db-exporter:9187'] }]);
  expect(job?.dns_sd_configs).toBeUndefined();
});

test('each replica of a service is a target', () => {
  const job = jobs().find(({ job_name }) => job_name === 'orders');
  expect(job).toMatchObject({
    metrics_path: '/figures',
    dns_sd_configs: [{ names: ['orders'], type: 'A', port: 5001 }],
  });
  expect(job?.static_configs).toBeUndefined();
});

const scrape = (port: number, path = '/metrics'): Contribution => ({ kind: 'scrape', port, path });

/** A store that contributes what it is told, in the round of the resolve stage that it is told. */
class Store extends NexusWorkload implements IBindable {
  private round = 0;

  public constructor(
    scope: Construct,
    id: string,
    private readonly late: readonly Contribution[],
    private readonly at = 1,
  ) {
    super(scope, id, { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [9000] }, {});
  }

  public bind() {
    return { provider: this, ports: [9000] };
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: 'example/store:1' };
  }

  protected override derive(): void {
    this.round++;
    if (this.round < this.at) this.setDerivedEnvironment(`ROUND_${this.round}`, 'x', 'So that there is another round.');
    if (this.round === this.at) for (const contribution of this.late) this.addContribution(contribution);
  }
}

/** Prometheus and what the platform's own kinds contribute. */
const ALONE = { containers: false, host: false } as const;

const exporter = (image: string) => ({ image, description: 'Metrics.', user: '1000:1000' });

describe('several scrapes of one workload', () => {
  test.each([
    ['two ports', [scrape(9100), scrape(4001)], ['a:4001/metrics', 'a:9100/metrics']],
    ['two paths of one port', [scrape(4001, '/y'), scrape(4001, '/x')], ['a:4001/x', 'a:4001/y']],
  ])('%s are jobs of different names and the same label, in any order of calls', (_, contributions, expected) => {
    const texts = [contributions, [...contributions].reverse()].map((order) => {
      const platform = newPlatform();
      const a = new NexusService(platform, 'a', { port: 4001, image: 'example/a:1' });
      for (const contribution of order) a.addContribution(contribution);
      new MonitoringStack(platform, 'monitoring', ALONE);
      return render(platform);
    });
    const { 'infrastructure/monitoring/prometheus.yml': text = '', 'docker-compose.yml': compose = '' } =
      texts[0] ?? {};
    const [, first, second] = (parse(text) as { scrape_configs: Job[] }).scrape_configs;
    const at = (job?: Job) => `a:${job?.dns_sd_configs?.[0]?.port}${job?.metrics_path}`;
    expect([at(first), at(second)]).toEqual(expected);
    expect([first?.job_name, second?.job_name]).toEqual(['a', expected[1]]);
    expect(first?.relabel_configs).toBeUndefined();
    expect(second?.relabel_configs).toEqual([
      { target_label: 'job', replacement: 'a' },
      { target_label: 'scrape', replacement: expected[1]?.slice('a:'.length) },
      { source_labels: ['__metrics_path__'], target_label: 'metrics_path' },
    ]);
    expect(compose.match(/^ {2}prometheus_a:$/gm)).toHaveLength(1);
    expect(texts[1]?.['infrastructure/monitoring/prometheus.yml']).toBe(text);
  });

  test('each have their exporter, with a name of its own', () => {
    const platform = newPlatform();
    const spec = (port: number, image: string) =>
      ({ kind: 'scrape', port, path: '/', exporter: exporter(image) }) as const;
    new Store(platform, 'store', [spec(9122, 'example/b:1'), spec(9121, 'example/a:1'), spec(9121, 'example/c:1')]);
    new MonitoringStack(platform, 'monitoring', ALONE);
    const targets = jobsOf(platform).map((job) => [job.job_name, job.static_configs?.[0]?.targets[0]]);
    expect(targets.slice(1)).toEqual([
      ['store', 'store-exporter:9121'],
      ['store-exporter-2:9121/', 'store-exporter-2:9121'],
      ['store-exporter-3:9122/', 'store-exporter-3:9122'],
      ['alertmanager', 'alertmanager:9093'],
    ]);
    const { services } = parse(render(platform)['docker-compose.monitoring.yml'] ?? '', { merge: true }) as {
      services: Record<string, { image: string }>;
    };
    expect(services['store-exporter-3']?.image).toBe('example/b:1');
  });
});

test.each([1, 2, 5])('a scrape that is contributed in round %i of the resolve stage gets its network too', (round) => {
  const platform = newPlatform();
  new Store(platform, 'late', [scrape(9000)], round);
  new MonitoringStack(platform, 'monitoring', ALONE);
  expect(jobsOf(platform).map(({ job_name }) => job_name)).toEqual(['prometheus', 'late', 'alertmanager']);
  expect(render(platform)['docker-compose.yml']).toContain('  prometheus_late:\n');
});

test('a scrape that a class tells only when the tree is frozen is refused: there is no network for it', () => {
  const platform = newPlatform();
  const store = new Store(platform, 'store', []);
  store.contributions = () => (store.platform.registry.stage === 'frozen' ? [scrape(9000)] : []);
  new MonitoringStack(platform, 'monitoring', ALONE);
  expect(messageOf(() => render(platform))).toMatch(
    /store contributes a scrape of port 9000 only after synthesis has begun\. Return it from contributions\(\)/,
  );
});

describe('a problem with a scrape', () => {
  test.each([
    ['an exporter for a workload that none can use', 'a'],
    ['an exporter whose name is too long', 's'.repeat(60)],
  ])('has the line where it was said: %s', (_, id) => {
    const platform = newPlatform();
    const made =
      id === 'a' ? new NexusService(platform, id, { port: 4001, image: 'example/a:1' }) : new Store(platform, id, []);
    if (id === 'a') Object.assign(made, { bind: undefined });
    const line = Number(/test\.ts:(\d+)/.exec(new Error().stack?.split('\n')[1] ?? '')?.[1]) + 1;
    made.addContribution({ kind: 'scrape', port: 9121, path: '/', exporter: exporter('example/a:1') });
    new MonitoringStack(platform, 'monitoring', ALONE);
    expect(messageOf(() => render(platform))).toMatch(
      new RegExp(`^.*\\(test/.*prometheus-config\\.test\\.ts:${line}\\)$`, 'm'),
    );
  });
});

test('each job says where its scrape was contributed, with the line', () => {
  const platform = newPlatform();
  const a = new NexusService(platform, 'a', { port: 4001, image: 'example/a:1' });
  a.addContribution(scrape(4001));
  new PostgresDatabase(platform, 'db', { database: 'shop' });
  new MonitoringStack(platform, 'monitoring', { scrapeInterval: Duration.seconds(30) });
  const model = platform.toModel();
  const file = renderPlatform(model).find(({ path }) => path.endsWith('prometheus.yml'));
  const of = (text: string) => {
    const line = (file?.content ?? '').split('\n').findIndex((candidate) => candidate.endsWith(text)) + 1;
    const path = file?.says?.(line) ?? [];
    return { ...provenanceOf(model, path), construct: originOf(model, path)?.path };
  };
  expect(of('job_name: a')).toMatchObject({ by: 'call', name: 'addContribution', construct: 'shop/a' });
  expect(of('- a')).toMatchObject({ by: 'call', name: 'addContribution', construct: 'shop/a' });
  expect(of('job_name: db')).toMatchObject({ by: 'call', name: 'contributions', construct: 'shop/db' });
  expect(of('job_name: prometheus')).toMatchObject({ by: 'rule' });
  expect(of('scrape_interval: 30s')).toMatchObject({ by: 'prop', name: 'scrapeInterval' });
});
