import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  finishes,
  MemorySize,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  NexusWorkload,
  Phase,
  Resources,
  type WorkloadImage,
} from '../../../src/index.js';
import { checkComposeSchema } from '../../../src/synth/check/compose-schema.js';
import { RabbitBroker } from '../../fixtures/extending/rabbitmq.js';
import {
  messageOf,
  modeOf,
  newPlatform,
  newProject,
  readTree,
  render,
  temporaryFolder,
} from '../../support/project.js';

interface Compose {
  readonly services: Record<string, Record<string, unknown>>;
  readonly networks: Record<string, { readonly internal?: boolean }>;
  readonly secrets: Record<string, unknown>;
  readonly volumes: Record<string, unknown>;
}

const compose = (files: Record<string, string>, name = 'docker-compose.yml') =>
  parse(files[name] ?? '', { merge: true }) as Compose;

describe('a kind of resource written outside the library', () => {
  test('gives a service that uses it everything that it needs', () => {
    // GIVEN
    const platform = newPlatform();
    const broker = new RabbitBroker(platform, 'rabbitmq');
    // WHEN
    new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1', uses: [broker] });
    const { services, networks, secrets, volumes } = compose(render(platform));
    // THEN
    expect(services.orders).toMatchObject({
      environment: {
        AMQP_URL_TEMPLATE: 'amqp://nexus:{AMQP_PASSWORD}@rabbitmq:5672',
        AMQP_PASSWORD_FILE: '/run/secrets/rabbitmq_password',
      },
      secrets: ['rabbitmq_password'],
      depends_on: { rabbitmq: { condition: 'service_healthy' } },
      networks: ['orders_rabbitmq'],
    });
    expect(networks.orders_rabbitmq?.internal).toBe(true);
    expect(Object.keys(secrets)).toEqual(['rabbitmq_password']);
    expect(Object.keys(volumes)).toEqual(['rabbitmq_data']);
  });

  test('runs hardened, and keeps its password out of the environment', () => {
    const platform = newPlatform();
    new RabbitBroker(platform, 'rabbitmq');
    const { rabbitmq } = compose(render(platform)).services;
    expect(rabbitmq).toMatchObject({
      image: 'rabbitmq:4.1',
      user: '999:999',
      read_only: true,
      cap_drop: ['ALL'],
      entrypoint: ['sh', '/nexus/start.sh'],
      environment: { RABBITMQ_DEFAULT_USER: 'nexus', RABBITMQ_NODENAME: 'rabbit@localhost' },
      secrets: ['rabbitmq_password'],
      healthcheck: { test: ['CMD', 'rabbitmq-diagnostics', '--quiet', 'check_port_connectivity'] },
    });
    expect(rabbitmq?.ports).toBeUndefined();
  });

  test('contributes what monitoring, backups, rotation and the runbook speak of', () => {
    // GIVEN
    const platform = newPlatform();
    new RabbitBroker(platform, 'rabbitmq');
    new MonitoringStack(platform, 'monitoring');
    // WHEN
    const contributions = platform.toModel().contributions.filter(({ subject }) => subject === 'rabbitmq');
    const files = render(platform);
    // THEN
    expect(contributions.filter(({ subject }) => subject === 'rabbitmq')).toMatchObject([
      { subject: 'rabbitmq', kind: 'scrape', port: 15692, path: '/metrics' },
      {
        kind: 'observable',
        name: 'messages-ready',
        query: 'rabbitmq_queue_messages_ready{job="rabbitmq"}',
        warning: { comparison: '>', value: 10_000 },
      },
      { kind: 'observable', name: 'memory-alarm', critical: { comparison: '==', value: 1 } },
      { kind: 'backup', name: 'rabbitmq', volumes: ['rabbitmq_data'], dump: 'files' },
      {
        kind: 'rotation',
        secret: 'rabbitmq_password',
        how: { kind: 'command', argv: ['rabbitmqctl', 'change_password', 'nexus'] },
      },
      { kind: 'runbook', id: 'rabbitmq-queue-grows' },
    ]);
    expect(files['infrastructure/monitoring/prometheus.yml']).toMatch(
      /job_name: rabbitmq\n\s+metrics_path: \/metrics\n[^]*- rabbitmq\n\s+type: A\n\s+port: 15692\n/,
    );
    expect(compose(files).services.rabbitmq?.networks).toEqual(['prometheus_rabbitmq']);
  });

  test('takes a prefix for the second broker of one service', () => {
    const platform = newPlatform();
    const first = new RabbitBroker(platform, 'rabbitmq');
    const second = new RabbitBroker(platform, 'audit-queue', { developmentPort: 5673 });
    new NexusService(platform, 'orders', {
      port: 4002,
      image: 'example/orders:1',
      uses: [first, { provider: second, prefix: 'AUDIT' }],
    });
    expect(compose(render(platform)).services.orders?.environment).toMatchObject({
      AUDIT_AMQP_URL_TEMPLATE: 'amqp://nexus:{AUDIT_AMQP_PASSWORD}@audit-queue:5672',
      AUDIT_AMQP_PASSWORD_FILE: '/run/secrets/audit_queue_password',
    });
  });

  test('is refused twice in one service, as any other', () => {
    const platform = newPlatform();
    const broker = new RabbitBroker(platform, 'rabbitmq');
    const orders = new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1', uses: [broker] });
    expect(messageOf(() => orders.addUse(broker))).toContain('[shop/orders] orders uses rabbitmq already');
  });

  test('is not there before its phase, nor are its files', () => {
    const platform = newPlatform({ rollout: Phase.Security });
    const broker = new RabbitBroker(platform, 'rabbitmq', { since: Phase.Build });
    new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1', uses: [broker] });
    const files = render(platform);
    expect(Object.keys(compose(files).services)).toEqual(['orders']);
    expect(Object.keys(files).filter((path) => path.startsWith('infrastructure/'))).toEqual([]);
  });

  test('is forgotten where its constructor threw, and its name is free again', () => {
    // GIVEN
    class Picky extends NexusWorkload {
      static {
        finishes(this);
      }

      public constructor(platform: NexusPlatform, id: string, reason?: string) {
        super(platform, id, { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [] }, {});
        if (reason !== undefined) throw this.error(reason);
        this.declared(Picky);
      }

      protected override image(): WorkloadImage {
        return { kind: 'registry', reference: 'example/picky:1' };
      }
    }
    const platform = newPlatform();
    // WHEN
    expect(messageOf(() => new Picky(platform, 'first', 'not like that'))).toContain('[shop/first] not like that');
    expect(messageOf(() => new Picky(platform, 'second', 'nor like that'))).toContain('nor like that');
    new Picky(platform, 'second');
    // THEN
    expect(platform.toModel().workloads.map(({ name }) => name)).toEqual(['second']);
  });

  test('is written to disk with its files, as valid Compose', () => {
    // GIVEN
    const folder = temporaryFolder();
    const project = newProject(folder);
    const platform = newPlatform({}, project);
    const broker = new RabbitBroker(platform, 'rabbitmq', {
      resources: Resources.of({ memory: MemorySize.gibibytes(1), cpus: 1 }),
    });
    new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1', uses: [broker] });
    // WHEN
    project.synth();
    // THEN
    const files = readTree(join(folder, 'out'));
    expect(checkComposeSchema(compose(files))).toEqual([]);
    expect(checkComposeSchema(compose(files, 'docker-compose.dev.yml'))).toEqual([]);
    expect(files['infrastructure/rabbitmq/nexus.conf']).toContain('vm_memory_high_watermark.absolute = 643825664\n');
    expect(files['infrastructure/rabbitmq/start.sh']).toContain('secret=/run/secrets/rabbitmq_password\n');
    expect(modeOf(join(folder, 'out/infrastructure/rabbitmq/start.sh'))).toBe('644');
    expect(files['scripts/secrets.sh']).toContain('\n  random rabbitmq_password 32\n');
  });
});
