import { Construct } from 'constructs';
import type { Project } from 'projen';
import { describe, expect, test } from 'vitest';
import {
  ApiGateway,
  Frontend,
  MemorySize,
  MigrationJob,
  MonitoringStack,
  NexusPlatform,
  NexusService,
  Orm,
  PostgresDatabase,
  RedisCache,
  RedisPersistence,
  Resources,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Tls,
  Volume,
} from '../../../src/index.js';
import { messageOf, newPlatform, newProject, renderAll } from '../../support/project.js';

/** What the constructs below refer to, made before. */
interface Parts {
  readonly postgres: PostgresDatabase;
  readonly users: NexusService;
  readonly certificate: Secret;
  readonly key: Secret;
}

/** `bad` makes the constructor throw, as late as it can. */
type Make = (scope: Construct, bad: boolean, parts: Parts) => Construct;

const dockerfile = SecureDockerfile.node({ context: 'crm', orm: Orm.prisma() });

const CLASSES: Readonly<Record<string, Make>> = {
  Secret: (scope, bad) => new Secret(scope, 'token', { bytes: bad ? 1 : 32 }),
  'Secret, by its description': (scope, bad) => new Secret(scope, 'token', { description: bad ? 'a\nb' : 'a' }),
  Volume: (scope, bad) => new Volume(scope, 'files', { description: bad ? 'a\nb' : 'a' }),
  NexusService: (scope, bad, { postgres }) =>
    new NexusService(scope, 'crm', { port: 5004, dockerfile, uses: [postgres], publishLoopback: bad ? 0 : 9000 }),
  'NexusService, by its environment': (scope, bad) =>
    new NexusService(scope, 'crm', { port: 5004, image: 'a:1', environment: { A: bad ? 'a\0' : 'a' } }),
  ApiGateway: (scope, bad, { users }) =>
    new ApiGateway(scope, 'crm', {
      port: 5004,
      image: 'a:1',
      routes: { '/users': users },
      ...(bad && { publishLoopback: 0 }),
    }),
  Frontend: (scope, bad) =>
    new Frontend(scope, 'crm', {
      dockerfile: SecureDockerfile.staticSite({ context: 'site' }),
      ...(bad && { publishLoopback: 0 }),
    }),
  MigrationJob: (scope, bad, { postgres }) => {
    const id = `${scope.node.id}-service`;
    const known = scope.node.tryFindChild(id) as NexusService | undefined;
    const service =
      known ?? new NexusService(scope, id, { port: 5007, dockerfile: migrating(), uses: [postgres], migrate: false });
    return new MigrationJob(scope, 'crm', { service, environment: { A: bad ? 'a\0' : 'a' } });
  },
  PostgresDatabase: (scope, bad) =>
    new PostgresDatabase(scope, 'crm', { database: bad ? 'Not a key' : 'key', developmentPort: 5433 }),
  'PostgresDatabase, with its secrets': (scope, bad) => database(scope, 'crm', bad),
  RedisCache: (scope, bad) =>
    new RedisCache(scope, 'crm', {
      maxMemory: MemorySize.mebibytes(bad ? 512 : 64),
      resources: Resources.SMALL,
      persistence: RedisPersistence.AppendOnly,
    }),
  ReverseProxy: (scope, bad, { users, certificate, key }) =>
    new ReverseProxy(scope, 'crm', {
      routes: { '/': users },
      tls: Tls.fromSecrets(certificate, key),
      publish: { https: bad ? 0 : 443 },
    }),
  'MonitoringStack, by its port': (scope, bad) => new MonitoringStack(scope, 'crm', { port: bad ? 0 : 9090 }),
  'MonitoringStack, by its version': (scope, bad) =>
    new MonitoringStack(scope, 'crm', { version: bad ? '2.0.0' : '3.5.3' }),
  'MonitoringStack, by the version of Alertmanager': (scope, bad) =>
    new MonitoringStack(scope, 'crm', { alertmanagerVersion: bad ? '0.1.0' : '0.33.1' }),
  'MonitoringStack, by the version of Grafana': (scope, bad) =>
    new MonitoringStack(scope, 'crm', { grafana: { version: bad ? '9.0.0' : '12.4.12' } }),
};

/** Fails when its secrets are there already. */
function database(scope: Construct, id: string, bad: boolean): PostgresDatabase {
  const environment = bad ? { POSTGRES_DB: 'other' } : {};
  return new PostgresDatabase(scope, id, { database: 'key', developmentPort: 5433, environment });
}

function migrating(): SecureDockerfile {
  return SecureDockerfile.node({ context: 'migrating', orm: Orm.prisma() });
}

function parts(): { platform: NexusPlatform; parts: Parts } {
  const platform = newPlatform();
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const users = new NexusService(platform, 'users', { port: 5003, image: 'users:1' });
  const certificate = Secret.pem(platform, 'tls_certificate', 'certificate');
  const key = Secret.pem(platform, 'tls_key', 'key');
  return { platform, parts: { postgres, users, certificate, key } };
}

/** What is rendered of a platform in which a construct is made after `failures` attempts that threw. */
function rendered(
  make: Make,
  failures: number,
  within: (platform: NexusPlatform) => Construct,
): Record<string, string> {
  const { platform, parts: made } = parts();
  const scope = within(platform);
  for (let i = 0; i < failures; i++) messageOf(() => make(scope, true, made));
  make(scope, false, made);
  new RedisCache(platform, 'last', { developmentPort: 6380 });
  return renderAll(platform);
}

/** What is rendered where the construct is never made. */
function without(make: Make | undefined, within: (platform: NexusPlatform) => Construct): Record<string, string> {
  const { platform, parts: made } = parts();
  const scope = within(platform);
  if (make === CLASSES.MigrationJob) make?.(new Construct(scope, 'elsewhere'), false, made);
  if (make) messageOf(() => make(scope, true, made));
  return renderAll(platform);
}

class Group extends Construct {}

const SCOPES: readonly (readonly [string, (platform: NexusPlatform) => Construct])[] = [
  ['in the platform', (platform) => platform],
  ["in a user's construct", (platform) => new Group(platform, 'group')],
  [
    "nested in a user's construct",
    (platform) => new Group(new NexusService(platform, 'outer', { port: 5010, image: 'a:1' }), 'group'),
  ],
];

const CASES = SCOPES.flatMap(([where, within]) =>
  Object.entries(CLASSES).map(([name, make]) => ({ name, where, within, make })),
);

describe('a constructor that throws and is caught', () => {
  test.each(CASES)('$name, $where: a second attempt gives what a first would have given', ({ make, within }) => {
    expect(rendered(make, 2, within)).toEqual(rendered(make, 0, within));
  });

  test.each(CASES.filter(({ name }) => name !== 'MigrationJob'))(
    '$name, $where: leaves nothing behind if nobody tries again',
    ({ make, within }) => {
      expect(without(make, within)).toEqual(without(undefined, within));
    },
  );

  test.each(CASES.filter(({ name }) => !/Secret|Volume|MigrationJob/.test(name)))(
    '$name, $where: its names are free for others',
    ({ make, within }) => {
      const { platform, parts: made } = parts();
      const scope = within(platform);
      messageOf(() => make(scope, true, made));
      const id = name(make);
      new NexusService(platform, id, { port: 5020, image: 'other:1' });
      new Secret(platform, `${id}_password`);
      new Volume(platform, `${id}_data`);
      expect(platform.workloads.map((workload) => workload.name)).toContain(id);
      expect(renderAll(platform)['out/docker-compose.yml']).toContain('image: other:1');
    },
  );

  /** The workload that a class makes. */
  const name = (make: Make) => (make.toString().includes('MonitoringStack') ? 'prometheus' : 'crm');

  test('a Dockerfile is that of the service that came to be, under its name', () => {
    // GIVEN
    const platform = newPlatform();
    const image = SecureDockerfile.node({ context: 'app' });
    messageOf(() => new NexusService(platform, 'one', { port: 5001, dockerfile: image, publishLoopback: 0 }));
    // WHEN
    new NexusService(platform, 'two', { port: 5001, dockerfile: image });
    // THEN
    const files = renderAll(platform);
    expect(files['out/docker-compose.yml']).toContain('image: shop/two:');
    expect(files).toHaveProperty(['out/app/Dockerfile']);
  });

  test('secrets and volumes are in the order in which they came to be', () => {
    // GIVEN
    const platform = newPlatform();
    const first = new Secret(platform, 'z_first');
    messageOf(() => database(platform, 'one', true));
    messageOf(() => database(platform, 'one', true));
    const second = new Secret(platform, 'y_second');
    const one = database(platform, 'one', false);
    const third = new Secret(platform, 'x_third');
    // WHEN
    const own = one.node.children.filter((child) => child instanceof Secret);
    const secrets = [third, ...own.filter(({ name: id }) => id === 'one_password'), second, first];
    new NexusService(platform, 'two', { port: 5002, image: 'a:1', secrets });
    // THEN
    const compose = renderAll(platform)['out/docker-compose.yml'] ?? '';
    const listed = /two:\n(?:.*\n)*? {4}secrets:\n((?: {6}- .*\n)+)/.exec(compose)?.[1];
    expect(listed?.match(/\w+/g)).toEqual(['z_first', 'y_second', 'one_password', 'x_third']);
  });

  test('volumes likewise, also of a workload whose part has failed', () => {
    // GIVEN: a name that a part of the database needs
    const platform = newPlatform();
    new NexusService(platform, 'one-roles', { port: 5001, image: 'a:1' });
    expect(messageOf(() => database(platform, 'one', false))).toContain('there is a workload "one-roles" already');
    // WHEN
    const volumes = ['other', 'one_data'].map((id) => new Volume(platform, id));
    const service = new NexusService(platform, 'two', { port: 5002, image: 'a:1' });
    for (const volume of volumes) service.addVolume(volume, `/${volume.name}`);
    // THEN
    expect(platform.toModel().volumes.map((volume) => volume.name)).toEqual(['other', 'one_data']);
  });

  test('nobody is told of its secrets as unused', () => {
    const platform = newPlatform();
    messageOf(() => database(platform, 'one', true));
    new Secret(platform, 'idle');
    expect(platform.toModel().warnings.filter((warning) => warning.includes('nothing uses'))).toEqual([
      'secrets that nothing uses: idle',
    ]);
  });

  test('what takes over a name of it while it is being made itself stays', () => {
    // GIVEN: a secret a_b_owner_password that belongs to nobody any more
    const platform = newPlatform();
    messageOf(() => database(platform, 'a-b', true));
    // WHEN: another workload makes one of that name, within its constructor
    new RedisCache(platform, 'a-b-owner');
    // THEN
    expect(platform.workloads.map((workload) => workload.name)).toEqual(['a-b-owner']);
    expect(renderAll(platform)['out/docker-compose.yml']).toContain('a_b_owner_password');
  });
});

describe('a platform whose constructor throws', () => {
  const make = (project: Project, bad: boolean, how: object) => new NexusPlatform(project, 'shop', bad ? how : {});

  test.each([
    ['outdir', { outdir: '../out' }],
    ['outdir of another tool', { outdir: '.git' }],
    ['blocks', { networks: { frontend: '172.19.0.0/16', backend: '172.19.0.0/16' } }],
    ['environment', { environment: 'a\nb' }],
    ['audit', { audit: { failUnder: 11 } }],
    ['lock file', { images: { lockFile: 'none.json' } }],
  ])('by its %s leaves neither its name nor its folder taken', (_, how) => {
    // GIVEN
    const project = newProject();
    messageOf(() => make(project, true, how));
    // WHEN
    const platform = make(project, false, how);
    new NexusService(platform, 'crm', { port: 5004, image: 'a:1' });
    // THEN
    expect(project.node.children.filter((child) => child instanceof NexusPlatform)).toEqual([platform]);
    project.synth();
  });
});

test('a name that something of another kind has is refused in our words', () => {
  const platform = newPlatform();
  new Secret(platform, 'crm');
  expect(messageOf(() => new NexusService(platform, 'crm', { port: 5004, image: 'a:1' }))).toMatch(
    /^\[shop\] there is something called "crm" in shop already\. Choose another name\. \(test\/constructs\/core\/half-made/,
  );
  // AND the name is not taken by the attempt
  new NexusService(new Construct(platform, 'group'), 'crm', { port: 5004, image: 'a:1' });
});
