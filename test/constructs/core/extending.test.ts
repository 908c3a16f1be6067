import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { MemorySize, NexusService, Phase, Resources } from '../../../src/index.js';
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
    expect(files['scripts/secrets-init.sh']).toContain('\nrandom rabbitmq_password 32\n');
  });
});
