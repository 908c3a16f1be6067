import { expect, it } from 'vitest';
import {
  ApiGateway,
  Duration,
  Environment,
  HealthCheck,
  LoggingPolicy,
  MemorySize,
  MigrationJob,
  NexusPlatform,
  NexusService,
  type NexusServiceProps,
  NodeRuntime,
  Orm,
  Packaging,
  PostgresDatabase,
  Resources,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Tls,
  Volume,
} from '../../src/index.js';
import { messageOf, newPlatform, newProject, render } from '../support/project.js';
import { expectMessages, type Refusal } from '../support/refusals.js';

const service = (platform: NexusPlatform, name = 'crm', props: Partial<NexusServiceProps> = {}) =>
  new NexusService(platform, name, { port: 5000, image: 'shop/app:1.0', ...props });
const database = (platform: NexusPlatform, id = 'db') => new PostgresDatabase(platform, id, { database: 'shop' });
const TLS = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
const proxy = (platform: NexusPlatform, route: object, props: object = {}) =>
  new ReverseProxy(platform, 'nginx', {
    routes: { '/a': { service: service(platform), ...route } },
    tls: TLS,
    ...props,
  });
const node = (props: object) => SecureDockerfile.node({ context: 'modules/crm', ...props });
const MiB = (n: number) => MemorySize.mebibytes(n);

/** What `bad-input.test.ts` has not: there the value, the place and the fix are looked for one by one. */
const REFUSALS: readonly Refusal[] = [
  ['no words in a command', () => HealthCheck.command([])],
  ['a timeout of nothing', () => HealthCheck.http('/', { timeout: Duration.seconds(0) })],
  ['no files of logs', () => LoggingPolicy.jsonFile({ maxFile: 0 })],
  ['no processors', () => Resources.of({ memory: MiB(64), cpus: 0 })],
  ['no processes', () => Resources.of({ memory: MiB(64), cpus: 1, pids: 0 })],
  ['a NUL byte in a variable', (p) => service(p).addEnvironment('A', 'a\0b')],
  [
    'a secret that is mounted twice',
    (p) => {
      const key = new Secret(p, 'key');
      const crm = service(p, 'crm');
      crm.addSecret(key, false);
      crm.addSecret(key, false);
    },
  ],
  [
    'two mounts on one path',
    (p) => {
      const crm = service(p);
      crm.addVolume(new Volume(p, 'data'), '/data');
      crm.addTmpfs('/data', MiB(8));
    },
  ],
  ['a label with a space', (p) => service(p).addLabel('a b', 'c')],
  ['a label of ours', (p) => service(p).addLabel('service', 'c')],
  ['a label with a NUL byte', (p) => service(p).addLabel('note', 'a\0b')],
  ['a host address with a name', (p) => service(p).publish(9000, 5000, 'localhost')],
  ['a host address out of range', (p) => service(p).publish(9000, 5000, '127.0.0.256')],
  ['a host port out of range', (p) => service(p).publish(70_000, 5000)],
  ['a host port for several containers', (p) => service(p, 'crm', { replicas: 2 }).publish(9000, 5000)],
  ['a file that climbs', (p) => service(p).addFile('../x', '/x')],
  ['a dockerfile and an image', (p) => service(p, 'crm', { dockerfile: node({}) })],
  ['a readiness path with a space', (p) => service(p, 'crm', { readiness: '/a b' })],
  [
    'two databases for one set of migrations',
    (p) => {
      const uses = [database(p), { provider: database(p, 'facts'), prefix: 'FACTS' }];
      return new NexusService(p, 'crm', { port: 5000, dockerfile: node({ orm: Orm.prisma() }), uses });
    },
  ],
  [
    'migrations of a service without a database',
    (p) =>
      new MigrationJob(p, 'job', {
        service: new NexusService(p, 'crm', { port: 5000, dockerfile: node({ orm: Orm.prisma() }) }),
      }),
  ],
  [
    'a gateway whose route is no path',
    (p) => new ApiGateway(p, 'gateway', { port: 5001, image: 'a:1', routes: { crm: service(p) } }),
  ],
  [
    'one secret for certificate and key',
    (p) => {
      const pem = Secret.pem(p, 'tls', 'certificate');
      return Tls.fromSecrets(pem, pem);
    },
  ],
  [
    'certificate and key of TLS that are swapped',
    (p) => Tls.fromSecrets(Secret.pem(p, 'tls_key', 'key'), Secret.pem(p, 'tls_certificate', 'certificate')),
  ],
  [
    'two certificates for TLS',
    (p) => Tls.fromSecrets(Secret.pem(p, 'one', 'certificate'), Secret.pem(p, 'two', 'certificate')),
  ],
  ['a random secret as a certificate', (p) => Tls.fromSecrets(new Secret(p, 'jwt'), Secret.pem(p, 'key', 'key'))],
  [
    'a supplied secret that is no PEM file as a key',
    (p) => Tls.fromSecrets(Secret.pem(p, 'chain', 'certificate'), Secret.supplied(p, 'key')),
  ],
  ['an internal path that is none', (p) => proxy(p, { internal: ['metrics'] })],
  ['a rate limit of nothing', (p) => proxy(p, {}, { rateLimit: 0 })],
  ['a route with half a request a second', (p) => proxy(p, { rateLimit: 0.5 })],
  ['a route with half a second', (p) => proxy(p, { timeout: Duration.milliseconds(1500) })],
  ['a policy of two lines', (p) => proxy(p, {}, { contentSecurityPolicy: 'a\nb' })],
  ['an owner with a space', (p) => new PostgresDatabase(p, 'db', { database: 'shop', owner: 'a b' })],
  ['a role with a hyphen', (p) => service(p, 'crm', { uses: [{ provider: database(p), role: 'a-b' }] })],
  ['a version of Prisma that there is not', () => Orm.prisma({ version: 4 as never })],
  ['a Prisma folder that climbs', () => Orm.prisma({ directory: '../prisma' })],
  ['a pattern as output', () => Packaging.pruned({ output: 'dist/*' })],
  ['an output that is ours', () => Packaging.pruned({ output: 'node_modules/x' })],
  ['an output that climbs', () => Packaging.pruned({ output: '../dist' })],
  ['an external that is no package', () => Packaging.bundle({ external: ['./x'] })],
  ['an entry that climbs', () => Packaging.bundle({ entry: '../x.ts' })],
  ['a shared folder that climbs', () => node({ shared: ['../shared'] })],
  ['two shared folders of one name', () => node({ shared: ['a/shared', 'b/shared'] })],
  ['a runtime as root', () => NodeRuntime.custom({ build: 'a:1', run: 'b:1', family: 'debian', user: '0:0' })],
  ['a development overlay by its name', () => Environment.overlay('dev')],
  ['a NUL byte in a variable of an environment', () => Environment.overlay('staging', { environment: { A: 'a\0' } })],
  [
    'an edge prefix that is none',
    (p) => new NexusPlatform(p.node.scope as never, 'other', { outdir: 'other', networks: { edgePrefix: 30 } }),
  ],
  [
    'an edge prefix below the least',
    (p) => new NexusPlatform(p.node.scope as never, 'other', { outdir: 'other', networks: { edgePrefix: 15 } }),
  ],
  [
    'half an edge prefix',
    (p) => new NexusPlatform(p.node.scope as never, 'other', { outdir: 'other', networks: { edgePrefix: 28.5 } }),
  ],
  ['a secret of another platform', (p) => service(p).addSecret(new Secret(newPlatform(), 'key'))],
  ['an outdir of another tool', (p) => new NexusPlatform(p.node.scope as never, 'other', { outdir: '.git/x' })],
  ['a construct outside of a platform', (p) => NexusPlatform.of(p.node.scope as never)],
  ['an acknowledgement of no rule', (p) => service(p).acknowledge('Read Only', 'because')],
  ['an acknowledgement without a reason', (p) => service(p).acknowledge('read-only-root', ' ')],
  [
    'a score that no file can reach',
    (p) => new NexusPlatform(p.node.scope as never, 'other', { outdir: 'other', audit: { failUnder: 11 } }),
  ],
  [
    'an override that sets a secret',
    (p) => p.compose.addOverride('services.crm.environment', { DB_PASSWORD: 'hunter22' }),
  ],
  [
    'an override of one variable that sets a secret',
    (p) => p.compose.addOverride('services.crm.environment.DB_PASSWORD', 'hunter22'),
  ],
  ['an override of a reserved key', (p) => p.compose.addOverride(['services', '__proto__'], 1)],
  ['a secret of half a byte', (p) => new Secret(p, 'key', { bytes: 16.5 })],
  ['a document that climbs', (p) => p.addDocument({ path: '../x', kind: 'lines', syntax: 'hash', lines: [] })],
  [
    'more containers than addresses',
    (p) => {
      service(p, 'web', { replicas: 20, uses: [service(p, 'hub')] });
      render(p);
    },
  ],
  [
    'a cycle in the order of start',
    (p) => {
      const [a, b] = [service(p, 'a'), service(p, 'b')];
      a.addUse(b);
      b.addUse(a);
      render(p);
    },
  ],
];

it('each refusal says what its line of the golden file says', async () => {
  await expectMessages('refusals', REFUSALS);
});

it('an override of a variable that Compose fills in is no secret', () => {
  const platform = new NexusPlatform(newProject(), 'shop');
  platform.compose.addOverride('services.crm.environment.DB_PASSWORD', '${DB_PASSWORD}');
  platform.compose.addOverride('services.crm.labels', { DB_PASSWORD: 'hunter22' });
  expect(messageOf(() => render(platform))).not.toContain('secret');
});
