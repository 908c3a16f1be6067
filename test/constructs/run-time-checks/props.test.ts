import { describe, expect, it, test } from 'vitest';
import {
  audit,
  Duration,
  Frontend,
  HealthCheck,
  LoggingPolicy,
  NexusPlatform,
  NexusService,
  NodeRuntime,
  Orm,
  Packaging,
  Phase,
  PostgresDatabase,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Volume,
} from '../../../src/index.js';
import { messageOf, newPlatform } from '../../support/project.js';
import { type Case, platform, refuses, service, untyped } from './cases.js';

const crm = (p: NexusPlatform) => service(p, {});

const ABSENT: readonly Case[] = [
  [
    'a proxy without tls',
    (p) => new ReverseProxy(p, 'nginx', untyped({ routes: { '/': crm(p) } })),
    '[shop/nginx] tls is missing. Add tls: Tls.fromSecrets(certificate, key).',
  ],
  [
    'a proxy without props',
    (p) => new ReverseProxy(p, 'nginx', untyped(undefined)),
    '[shop/nginx] ReverseProxy has no props. Write { routes: { "/": frontend }, tls: Tls.fromSecrets(certificate, key) }.',
  ],
  [
    'a service without props',
    (p) => new NexusService(p, 'crm', untyped(undefined)),
    '[shop/crm] NexusService has no props. Write { port: 5003 }.',
  ],
  [
    'a database without props',
    (p) => new PostgresDatabase(p, 'postgres', untyped(undefined)),
    '[shop/postgres] PostgresDatabase has no props. Write { database: "shop" }.',
  ],
  ['null for props', (p) => new Volume(p, 'data', untyped(null)), '[shop/data] props null is not an object. Write {}.'],
  ['a text for props', () => Orm.prisma(untyped('7')), 'Orm.prisma: props "7" is not an object. Write {}.'],
  [
    'no scope',
    () => new NexusService(untyped(undefined), 'crm', { port: 5000, image: 'shop/crm:1.0' }),
    'the scope of a NexusService is undefined, not a construct. Write new NexusService(platform, "crm", { … }).',
  ],
  [
    'no name',
    (p) => new Secret(p, untyped(undefined)),
    'the name of a Secret is undefined, not a string. Write new Secret(platform, "name", { … }).',
  ],
  [
    'a construct that is no project',
    (p) => new NexusPlatform(untyped(p.node), 'shop'),
    'the scope of a NexusPlatform is a Node, not a construct. Write new NexusPlatform(project, "shop", { … }).',
  ],
];

const UNKNOWN: readonly Case[] = [
  [
    'a misspelled prop that is required',
    (p) => new NexusService(p, 'crm', untyped({ prot: 5000, image: 'shop/crm:1.0' })),
    '[shop/crm] unknown prop prot. Did you mean "port"?',
  ],
  [
    "Compose's way of writing",
    (p) => service(p, { stop_grace_period: '1m' }),
    '[shop/crm] unknown prop stop_grace_period. Did you mean "stopGracePeriod"?',
  ],
  [
    'a prop like no other',
    () => LoggingPolicy.jsonFile(untyped({ compress: true })),
    'LoggingPolicy.jsonFile: unknown prop compress. Known props: maxSize, maxFile, labels.',
  ],
  [
    'a prop that a frontend does not inherit',
    (p) =>
      new Frontend(
        p,
        'frontend',
        untyped({ dockerfile: SecureDockerfile.staticSite({ context: 'frontend' }), image: 'shop/frontend:1.0' }),
      ),
    '[shop/frontend] unknown prop image. Known props: description, environment, secrets, uses, egress, resources, restart, stopGracePeriod, logging, labels, replicas, since, security, port, command, developmentCommand, health, publishLoopback, migrate, developmentPort, tmp, dockerfile.',
  ],
  [
    'a prop within another',
    () => platform({ networks: { bakend: '10.0.0.0/16' }, defaults: { healthCheck: { interval: '10s' } } }),
    '[shop] NexusPlatform has 2 invalid props. (place)\n' +
      '  - unknown prop networks.bakend. Did you mean "backend"?\n' +
      '  - defaults.healthCheck.interval "10s" is not a Duration. Write Duration.parse("10s").',
  ],
  [
    'options of factories',
    () => [Packaging.bundle({ external: [] }), NodeRuntime.alpine(untyped({ verison: 24 }))],
    'NodeRuntime.alpine: unknown prop verison. Did you mean "version"?',
  ],
  [
    'options of a health check',
    () => HealthCheck.http('/health', untyped({ period: Duration.seconds(1) })),
    'HealthCheck: unknown prop period. Known props: interval, timeout, startPeriod, startInterval, retries.',
  ],
  [
    'options of the audit',
    () => audit([], untyped({ config: { rules: { 'read-only-root': 'Off' } } })),
    'audit: config.rules["read-only-root"] "Off" is not one of "off", "on", "critical", "high", "medium", "low" or "info". Did you mean "off"?',
  ],
  [
    'the source of a secret, which its factories choose',
    (p) => new Secret(p, 'jwt', untyped({ source: { kind: 'supplied' } })),
    '[shop/jwt] unknown prop source. Known props: description, bytes, rotation.',
  ],
];

refuses('what is missing', ABSENT);
refuses('what is unknown', UNKNOWN);

test('the place is the line of the wrong value', () => {
  const line = Number(/props\.test\.ts:(\d+)/.exec(new Error().stack ?? '')?.[1]) + 1;
  const message = messageOf(() => new NexusService(newPlatform(), 'crm', untyped({ port: '5000' })));
  expect(message).toMatch(new RegExp(`\\(test/constructs/run-time-checks/props\\.test\\.ts:${line}\\)$`));
});

test('what has been refused can be made again under its name', () => {
  const p = newPlatform();
  expect(messageOf(() => service(p, { restart: 'allways' }))).toContain('allways');
  expect(service(p, { since: Phase.Security }).name).toBe('crm');
});

describe('classes of the user', () => {
  interface OrdersProps {
    readonly port: number;
    readonly queue: string;
  }
  class Orders extends NexusService {
    public constructor(scope: NexusPlatform, id: string, props: OrdersProps) {
      super(scope, id, { image: 'shop/orders:1.0', ...props });
    }
  }

  it('have props of their own', () => {
    expect(new Orders(newPlatform(), 'orders', { port: 5000, queue: 'orders' }).name).toBe('orders');
  });

  it('have those of ours checked, in their name', () => {
    const make = (props: object) => messageOf(() => new Orders(newPlatform(), 'orders', untyped(props)));
    expect(make({ port: '5000', queue: 'orders' })).toContain('[shop/orders] port "5000" is not a number');
    expect(make({ port: '5000', egress: 1 })).toContain('Orders has 2 invalid props');
  });
});
