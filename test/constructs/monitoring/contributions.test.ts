import type { Construct } from 'constructs';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  type Binding,
  type BindOptions,
  type Contribution,
  Duration,
  expandModel,
  type IBindable,
  type IWorkload,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  NexusWorkload,
  Phase,
  PostgresDatabase,
  RedisCache,
  Resources,
  Secret,
  type WorkloadImage,
} from '../../../src/index.js';
import {
  messageOf,
  newPlatform,
  newProject,
  readTree,
  render,
  renderAll,
  temporaryFolder,
} from '../../support/project.js';

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}
interface Data {
  readonly contributions: readonly ({ readonly kind: string; readonly subject: string } & Readonly<
    Record<string, unknown>
  >)[];
}

const compose = (files: Readonly<Record<string, string>>, name = 'docker-compose.yml') =>
  parse(files[name] ?? '', { merge: true }) as Compose;
const dataOf = (platform: NexusPlatform) =>
  expandModel(JSON.parse(renderAll(platform)['.nexus/shop.model.json'] ?? '') as object) as unknown as Data;

/** Prometheus and what the platform's own kinds contribute. */
const ALONE = { containers: false, host: false, grafana: false } as const;

/** A store of a user's: one class brings everything of its kind. */
class Store extends NexusWorkload implements IBindable {
  private readonly password: Secret;

  public constructor(
    scope: Construct,
    id: string,
    private readonly ownMetrics = false,
  ) {
    super(
      scope,
      id,
      { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [9000] },
      { description: 'Objects.' },
    );
    this.password = new Secret(this, `${id}_password`);
    this.addSecret(this.password, false);
  }

  public bind(_consumer: IWorkload, { access }: BindOptions): Binding {
    if (access === 'metrics')
      return {
        provider: this,
        ports: [9000],
        tier: 'monitoring',
        environment: { STORE: this.name },
        startCondition: 'started',
      };
    return { provider: this, ports: [9000], secrets: [{ secret: this.password, env: 'STORE_PASSWORD' }] };
  }

  public override contributions(): readonly Contribution[] {
    return [
      {
        kind: 'scrape',
        port: this.ownMetrics ? 9000 : 9100,
        path: '/figures',
        interval: Duration.minutes(1),
        ...(!this.ownMetrics && {
          exporter: { image: 'store-exporter:1.0', description: 'Metrics of objects.', user: '2000:2000' },
        }),
      },
      {
        kind: 'observable',
        name: 'objects',
        description: { en: 'Objects.', 'pt-BR': 'Objetos.' },
        query: 'store_objects',
        unit: 'short',
        warning: { comparison: '>', value: 9, for: Duration.minutes(5) },
        mustExist: true,
        nextSteps: 'Delete some.',
        panel: { kind: 'timeseries', legend: '{{instance}}' },
      },
      { kind: 'backup', name: this.name, volumes: [], dump: { argv: ['dump'], extension: 'tar' } },
      { kind: 'rotation', secret: this.password.name, how: { kind: 'restart' } },
      { kind: 'check', name: 'answers', description: 'It answers.', check: { kind: 'tcp', port: 9000 } },
      { kind: 'runbook', id: 'fill', title: 'Fill it', body: 'Put objects.' },
      ...super.contributions(),
    ];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve('store:1.0') };
  }
}

describe("a user's class", () => {
  let platform: NexusPlatform;
  beforeEach(() => {
    platform = newPlatform();
  });

  test('says in one place what monitoring, backups, rotation, tests and the runbook are told, as data', () => {
    const store = new Store(platform, 'store');
    store.addContribution({ kind: 'runbook', id: 'more', title: 'More', body: 'Said later.' });
    const { contributions } = dataOf(platform);
    expect(contributions.map(({ kind, subject }) => [kind, subject])).toEqual(
      ['scrape', 'observable', 'backup', 'rotation', 'check', 'runbook', 'runbook'].map((kind) => [kind, 'store']),
    );
    expect(contributions).toContainEqual({
      kind: 'scrape',
      port: 9100,
      path: '/figures',
      interval: '1m',
      exporter: { image: 'store-exporter:1.0', description: 'Metrics of objects.', user: '2000:2000' },
      subject: 'store',
    });
    expect(contributions).toContainEqual(
      expect.objectContaining({
        kind: 'observable',
        query: 'store_objects',
        warning: { comparison: '>', value: 9, for: '5m' },
        description: { en: 'Objects.', 'pt-BR': 'Objetos.' },
      }),
    );
    expect(contributions).toContainEqual({
      kind: 'rotation',
      secret: 'store_password',
      how: { kind: 'restart' },
      subject: 'store',
    });
    expect(contributions).toContainEqual(
      expect.objectContaining({ kind: 'backup', dump: { argv: ['dump'], extension: 'tar' } }),
    );
    expect(contributions).toContainEqual(
      expect.objectContaining({ kind: 'check', check: { kind: 'tcp', port: 9000 } }),
    );
    expect(contributions.at(-1)).toEqual({
      kind: 'runbook',
      id: 'more',
      title: 'More',
      body: 'Said later.',
      subject: 'store',
    });
  });

  test('gets its exporter and its job from the stack, whether it is made before or after it', () => {
    new Store(platform, 'early');
    new MonitoringStack(platform, 'monitoring', ALONE);
    new Store(platform, 'late');
    const files = render(platform);
    const { services } = compose(files, 'docker-compose.monitoring.yml');
    expect(Object.keys(services).sort()).toEqual(['alertmanager', 'early-exporter', 'late-exporter', 'prometheus']);
    expect(services['late-exporter']).toMatchObject({
      image: 'store-exporter:1.0',
      user: '2000:2000',
      environment: { STORE: 'late' },
      depends_on: { late: { condition: 'service_started' } },
      networks: ['prometheus_late-exporter', 'late-exporter_late'],
    });
    const config = parse(files['infrastructure/monitoring/prometheus.yml'] ?? '') as {
      scrape_configs: { job_name: string }[];
    };
    expect(config.scrape_configs.map((job) => job.job_name)).toEqual(['prometheus', 'early', 'alertmanager', 'late']);
    expect(config.scrape_configs[3]).toEqual({
      job_name: 'late',
      scrape_interval: '1m',
      metrics_path: '/figures',
      static_configs: [{ targets: ['late-exporter:9100'] }],
    });
  });

  test('that serves its metrics itself is scraped without an exporter, over a network in the main file', () => {
    new MonitoringStack(platform, 'monitoring', ALONE);
    new Store(platform, 'store', true);
    const files = render(platform);
    expect(Object.keys(compose(files, 'docker-compose.monitoring.yml').services)).toEqual([
      'prometheus',
      'alertmanager',
    ]);
    expect(compose(files).services.store?.networks).toEqual(['prometheus_store']);
    expect(compose(files).networks).toHaveProperty('prometheus_store');
    expect(files['infrastructure/monitoring/prometheus.yml']).toMatch(/names: \[store\]|- store\b/);
  });

  test('that contributes an exporter which can not use it is refused', () => {
    class Deaf extends NexusWorkload {
      public constructor(scope: Construct) {
        super(scope, 'deaf', { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [1] }, {});
        const exporter = { image: 'a:1', description: 'a', user: '1:1' };
        this.addContribution({ kind: 'scrape', port: 1, path: '/', exporter });
      }

      protected override image(): WorkloadImage {
        return { kind: 'registry', reference: 'deaf:1' };
      }
    }
    new Deaf(platform);
    new MonitoringStack(platform, 'monitoring', ALONE);
    expect(messageOf(() => render(platform))).toMatch(
      /\[shop\/deaf\] deaf contributes an exporter, but can not be used by one\. Implement IBindable.*contributions\.test\.ts:\d+\)$/,
    );
  });
});

test('scrapes that can not be made are all named, with their lines, and the others are made', () => {
  class Deaf extends NexusWorkload {
    public constructor(scope: Construct, id: string) {
      super(scope, id, { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [1] }, {});
      for (const path of ['/one', '/two'])
        this.addContribution({
          kind: 'scrape',
          port: 1,
          path,
          exporter: { image: 'a:1', description: 'a', user: '1:1' },
        });
    }

    protected override image(): WorkloadImage {
      return { kind: 'registry', reference: 'deaf:1' };
    }
  }
  const platform = newPlatform();
  for (const id of ['deaf', 'mute']) new Deaf(platform, id);
  new RedisCache(platform, 'redis');
  new MonitoringStack(platform, 'monitoring', ALONE);
  const { problems, workloads } = platform.toModel();
  expect(
    problems.map((problem) => /^\[shop\/(\w+)\] \1 contributes an exporter.*\.test\.ts:\d+\)$/.exec(problem)?.[1]),
  ).toEqual(['deaf', 'deaf', 'mute', 'mute']);
  expect(workloads.map(({ name }) => name)).toContain('redis-exporter');
});

describe('the monitoring stack', () => {
  const shop = (platform: NexusPlatform, monitored: boolean) => {
    const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    const redis = new RedisCache(platform, 'redis');
    if (monitored) new MonitoringStack(platform, 'monitoring');
    new NexusService(platform, 'crm', { port: 5004, image: 'crm:1', uses: [postgres, redis] });
    return platform;
  };

  test('brings the exporter of PostgreSQL, whose role reads the statistics and nothing else', () => {
    const files = render(shop(newPlatform(), true));
    const exporter = compose(files, 'docker-compose.monitoring.yml').services['postgres-exporter'];
    expect(exporter).toMatchObject({
      environment: {
        DATA_SOURCE_URI: 'postgres:5432/shop?sslmode=disable&connect_timeout=3',
        DATA_SOURCE_USER: 'postgres_exporter',
        DATA_SOURCE_PASS_FILE: '/run/secrets/postgres_exporter_password',
      },
      depends_on: {
        postgres: { condition: 'service_started' },
        'postgres-roles': { condition: 'service_completed_successfully' },
      },
    });
    const sql = files['infrastructure/postgres/init/roles.sql'] ?? '';
    expect(sql).toContain('GRANT pg_monitor TO "postgres_exporter";');
    expect(sql).not.toContain('SCHEMA "postgres_exporter"');
  });

  test('brings the exporter of Redis, whose user reads figures and no key', () => {
    const files = render(shop(newPlatform(), true));
    expect(compose(files, 'docker-compose.monitoring.yml').services['redis-exporter']).toMatchObject({
      environment: { REDIS_ADDR: 'redis://redis:6379', REDIS_USER: 'exporter' },
      secrets: ['redis_exporter_password'],
    });
    const acl = /user exporter .*/.exec(files['infrastructure/redis/start.sh'] ?? '')?.[0] ?? '';
    expect(acl).toContain('+info');
    expect(acl).not.toMatch(/[~+]@all|~\*|\+get|\+config/);
  });

  test('leaves no trace where it has been removed: every byte is as if it had never been there', () => {
    // GIVEN
    const synthesized = (folder: string, monitored: boolean) => {
      const project = newProject(folder);
      shop(newPlatform({}, project), monitored);
      project.synth();
      return readTree(folder);
    };
    const [folder, other] = [temporaryFolder(), temporaryFolder()];
    expect(synthesized(folder, true)).toHaveProperty(['out/docker-compose.monitoring.yml']);
    // THEN
    expect(synthesized(folder, false)).toEqual(synthesized(other, false));
    // AND only what the exporters need has changed in the main file
    const [before, after] = [false, true].map((monitored) => compose(render(shop(newPlatform(), monitored))));
    expect(after?.services.crm).toEqual(before?.services.crm);
    expect(Object.keys(after?.services ?? {})).toEqual(Object.keys(before?.services ?? {}));
  });

  test('is not there before its phase, and neither are roles and secrets for it', () => {
    const files = renderAll(shop(newPlatform({ rollout: Phase.Build }), true));
    expect(files).toEqual(renderAll(shop(newPlatform({ rollout: Phase.Build }), false)));
    expect(Object.keys(files).filter((path) => path.includes('monitoring'))).toEqual([]);
  });
});
