import type { Project } from 'projen';
import { describe, expect, it } from 'vitest';
import {
  ApiGateway,
  CronSchedule,
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
  PackageManager,
  Packaging,
  PostgresDatabase,
  RedisCache,
  Resources,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Tls,
  Volume,
} from '../../src/index.js';
import { messageOf, newPlatform, render } from '../support/project.js';
import { expectMessages, type Refusal } from '../support/refusals.js';

const service = (platform: NexusPlatform, name: string, props: Partial<NexusServiceProps> = {}) =>
  new NexusService(platform, name, { port: 5000, image: 'shop/app:1.0', ...props });
const MiB = (n: number) => MemorySize.mebibytes(n);

/** What is wrong, and what the message must say of it. */
const CASES: readonly (readonly [...Refusal, ...expected: string[]])[] = [
  [
    'a duplicate name',
    (p) => [service(p, 'crm'), service(p, 'crm')],
    '"crm" already',
    'bad-input.test.ts',
    'another name',
  ],
  ['a name that climbs', (p) => service(p, '../x'), '"../x"', 'lower-case', 'Did you mean "x"?'],
  ['a name with spaces', (p) => service(p, 'my service'), '"my service"', 'Did you mean "my-service"?'],
  ['a name with a line break', (p) => service(p, 'a\nb: c'), '"a\\nb: c"', 'must be'],
  ['a name of 64 characters', (p) => service(p, 'a'.repeat(64)), '64 characters', 'up to 63'],
  ['a name with Handlebars in it', (p) => service(p, '{{this}}'), '"{{this}}"'],
  ['a service called localhost', (p) => service(p, 'localhost'), '"localhost"', 'every container calls itself that'],
  ['a port out of range', (p) => service(p, 'crm', { port: 70_000 }), '70000', 'between 1 and 65535', '[shop/crm]'],
  ['a port that needs privileges', (p) => service(p, 'crm', { port: 80 }), 'port 80', 'below 1024', '8080'],
  ['a port that is no whole number', (p) => service(p, 'crm', { port: 1.5 }), '1.5'],
  ['memory below the minimum', () => Resources.of({ memory: MiB(4), cpus: 1 }), '4M', 'below 6M'],
  [
    'a reservation above the limit',
    () => Resources.of({ memory: MiB(64), cpus: 1, memoryReservation: MiB(65) }),
    '65M',
    '64M',
    'Lower',
  ],
  [
    'a cpu reservation above the limit',
    () => Resources.of({ memory: MiB(64), cpus: 1, cpuReservation: 2 }),
    '2',
    'limit of 1',
  ],
  [
    'overlapping subnets',
    () => newPlatform({ networks: { backend: '172.18.128.0/17', frontend: '172.18.0.0/16' } }),
    '172.18.128.0/17',
    '172.18.0.0/16',
    'overlaps',
  ],
  [
    'a block that no variable can move',
    () => newPlatform({ networks: { block: '10.0.0.0/20' } }),
    '10.0.0.0/20',
    'is not a /16',
    '"10.70.0.0/16"',
  ],
  ['a block too small', () => newPlatform({ networks: { backend: '10.0.0.0/30' } }), '10.0.0.0/30', 'too small'],
  ['a block without mask', () => newPlatform({ networks: { backend: '10.0.0.0' } }), 'Did you mean "10.0.0.0/16"?'],
  [
    'a block that names a host',
    () => newPlatform({ networks: { backend: '10.0.0.1/16' } }),
    'Did you mean "10.0.0.0/16"?',
  ],
  [
    'a relation to another platform',
    (p) => service(p, 'crm', { uses: [service(newPlatform(), 'users')] }),
    '"users"',
    'belongs to platform',
  ],
  [
    'a service that uses itself',
    (p) => {
      const crm = service(p, 'crm');
      crm.addUse(crm);
    },
    'uses itself',
  ],
  [
    'a relation twice',
    (p) => {
      const users = service(p, 'users');
      service(p, 'crm', { uses: [users, users] });
    },
    'uses users already',
  ],
  [
    'a secret by its name',
    (p) => service(p, 'crm', { environment: { JWT_SECRET: 'abc' } }),
    'JWT_SECRET',
    'new Secret',
    'JWT_SECRET_FILE',
  ],
  [
    'a secret by its value',
    (p) => service(p, 'crm', { environment: { DB: 'postgres://u:hunter2@db/x' } }),
    'DB',
    'password in it',
  ],
  [
    'a variable twice',
    (p) => service(p, 'crm').addEnvironment('A', 1) ?? p.workloads[0]?.addEnvironment('A', 2),
    'variable A is set already',
  ],
  ['a variable name with a space', (p) => service(p, 'crm', { environment: { 'A B': 'x' } }), '"A B"', 'POSIX'],
  ['no image at all', (p) => new NexusService(p, 'crm', { port: 5000 }), 'neither a dockerfile nor an image'],
  ['an image without a tag', (p) => service(p, 'crm', { image: 'postgres' }).toWorkload(), '"postgres" has no version'],
  ['the tag latest', (p) => service(p, 'crm', { image: 'postgres:latest' }).toWorkload(), 'latest'],
  [
    'an image reference with a shell in it',
    (p) => service(p, 'crm', { image: 'a:1; rm -rf /' }).toWorkload(),
    'not an image reference',
  ],
  ['a user called root', (p) => service(p, 'crm', { security: { user: 'root' } }), '"root"', 'numeric'],
  ['uid 0', (p) => service(p, 'crm', { security: { user: '0:0' } }), '"0:0"'],
  ['replicas of nothing', (p) => service(p, 'crm', { replicas: 0 }), 'replicas 0'],
  [
    'a build context that climbs',
    () => SecureDockerfile.node({ context: '../../etc' }),
    '"../../etc"',
    'inside the platform',
  ],
  ['an absolute build context', () => SecureDockerfile.node({ context: '/etc' }), '"/etc"'],
  [
    'a shared folder around the context',
    () => SecureDockerfile.node({ context: 'modules/crm', shared: ['modules'] }),
    'contain one another',
  ],
  [
    'a shared folder called like a stage',
    () => SecureDockerfile.node({ context: 'modules/crm', shared: ['modules/build'] }),
    'stage',
  ],
  [
    'a step of an unknown stage',
    (p) => {
      const dockerfile = SecureDockerfile.node({ context: 'crm', extraSteps: { biuld: [] } });
      service(p, 'crm', { image: undefined as never, dockerfile });
      return render(p);
    },
    '"biuld"',
    'build',
  ],
  [
    'a Prisma that can not be bundled',
    () => SecureDockerfile.node({ context: 'crm', orm: Orm.prisma({ version: 6 }), packaging: Packaging.bundle() }),
    'Prisma 6',
    'Packaging.pruned()',
  ],
  ['an unknown lock file', () => PackageManager.fromLockFile('Gemfile.lock'), '"Gemfile.lock"', 'yarn.lock'],
  ['an inexact package manager', () => PackageManager.pnpm('latest'), '"latest"', 'exact'],
  ['an old Node', () => NodeRuntime.alpine({ version: 18 as never }), 'Node 18', '24'],
  [
    'an old PostgreSQL',
    (p) => new PostgresDatabase(p, 'db', { database: 'shop', version: 9 }),
    'PostgreSQL 9',
    '14 to 18',
  ],
  ['a database name with a quote', (p) => new PostgresDatabase(p, 'db', { database: 'a"b' }), '"a\\"b"'],
  [
    'a locale that is none',
    (p) => new PostgresDatabase(p, 'db', { database: 'shop', locale: 'pt_BR; x' }),
    '"pt_BR; x"',
    'pt-BR',
  ],
  [
    'a service whose role is reserved',
    (p) => {
      service(p, 'pg-tools', { uses: [new PostgresDatabase(p, 'db', { database: 'shop' })] });
      return render(p);
    },
    '"pg_tools"',
    'reserved',
  ],
  [
    'a service whose role is the owner',
    (p) => {
      service(p, 'boss', { uses: [new PostgresDatabase(p, 'db', { database: 'shop', owner: 'boss' })] });
      return render(p);
    },
    '"boss"',
  ],
  [
    'more Redis than memory',
    (p) => new RedisCache(p, 'redis', { maxMemory: MiB(512), resources: Resources.SMALL }),
    '512M',
    '128M',
  ],
  [
    'a gateway without routes',
    (p) => new ApiGateway(p, 'gateway', { port: 5001, image: 'a:1', routes: {} }),
    'without routes',
  ],
  [
    'a proxy without routes',
    (p) =>
      new ReverseProxy(p, 'nginx', { routes: {}, tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }) }),
    'without routes',
  ],
  [
    'a route with a brace',
    (p) =>
      new ReverseProxy(p, 'nginx', {
        routes: { '/a{': service(p, 'crm') },
        tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
      }),
    '"/a{"',
    'URL path',
  ],
  [
    'a route twice',
    (p) => {
      const crm = service(p, 'crm');
      return new ReverseProxy(p, 'nginx', {
        routes: { '/a': crm, '/a/': crm },
        tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
      });
    },
    '"/a"',
    'twice',
  ],
  ['load balancers that nobody named', () => Tls.terminatedUpstream({ trustedProxies: [] }), 'no load balancer'],
  [
    'a server name with a semicolon',
    (p) =>
      new ReverseProxy(p, 'nginx', {
        routes: { '/': service(p, 'crm') },
        serverNames: ['a;b'],
        tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
      }),
    '"a;b"',
    'host name',
  ],
  ['a health check path with a space', () => HealthCheck.http('/a b'), '"/a b"'],
  ['no retries', () => HealthCheck.http('/', { retries: 0 }), 'retries 0'],
  ['an interval of nothing', () => HealthCheck.http('/', { interval: Duration.seconds(0) }), 'interval', '0'],
  ['a log driver with a space', () => LoggingPolicy.driver('a b'), '"a b"'],
  ['an invalid duration', () => Duration.parse('10 seconds'), '"10 seconds"', '"10s"'],
  ['an invalid size', () => MemorySize.parse('lots'), '"lots"', '"512M"'],
  ['an invalid cron schedule', () => CronSchedule.parse('61 3 * * *'), '"61 3 * * *"', '30 3 * * *'],
  ['a secret of few bytes', (p) => new Secret(p, 'token', { bytes: 4 }), '4 bytes', '16'],
  ['a secret with a slash', (p) => new Secret(p, '../shadow'), '"../shadow"', 'Did you mean "shadow"?'],
  ['a volume twice', (p) => [new Volume(p, 'data'), new Volume(p, 'data')], 'volume "data" already'],
  ['an environment called dev', () => Environment.overlay('dev'), 'Environment.development()'],
  ['an empty override path', (p) => p.compose.addOverride('services..x', 1), '"services..x"', 'services.crm'],
  ['an override without a value', (p) => p.compose.addOverride('services.x', undefined), 'addDeletionOverride'],
  ['migrations without a database', (p) => new MigrationJob(p, 'job', { service: service(p, 'crm') }), 'no migrations'],
  [
    'two platforms in one folder',
    (p) => new NexusPlatform(p.node.scope as Project, 'other', { outdir: 'out/other' }),
    '"out/other"',
    '"shop"',
    'a folder of its own',
  ],
  [
    'two platforms of one name',
    (p) => new NexusPlatform(p.node.scope as Project, 'shop', { outdir: 'elsewhere' }),
    '"shop"',
    'already',
  ],
  ['an outdir outside the project', () => newPlatform({ outdir: '../elsewhere' }), '"../elsewhere"'],
];

describe('bad input is refused with the value, the place and the fix', () => {
  it.each(CASES.map(([what, act, ...expected]) => ({ what, act, expected })))('$what', ({ act, expected }) => {
    const message = messageOf(() => act(newPlatform()));
    for (const text of expected) expect(message).toContain(text);
    expect(message).toMatch(/\(test\/(?:constructs\/bad-input\.test|support\/project)\.ts:\d+\)$/);
  });

  it('in the words of the golden file', async () => {
    await expectMessages(
      'bad-input',
      CASES.map(([what, act]) => [what, act] as const),
    );
  });
});
