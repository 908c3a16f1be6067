import { describe, expect, test } from 'vitest';
import {
  ApiGateway,
  Duration,
  Environment,
  Frontend,
  HealthCheck,
  Instruction,
  LoggingPolicy,
  MemorySize,
  MigrationJob,
  MonitoringStack,
  NexusPlatform,
  NexusService,
  NodeRuntime,
  Orm,
  Packaging,
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
import { Kind, untyped } from '../../support/kind.js';
import { messageOf, newPlatform, newProject, renderAll } from '../../support/project.js';

/** A plain object or a list, at any depth of what a caller passes. */
type Container = Record<string, unknown> | unknown[];

/** Everything that was passed, with what it is made of: what a caller still has hold of. */
class Passed {
  private readonly containers = new Set<Container>();

  /** Notes a value; gives it back as it is. */
  public of<T>(value: T): T {
    this.visit(value);
    return value;
  }

  /** Changes all of it, as far as it can be changed: keys go, others come, lists are emptied. */
  public spoil(): number {
    for (const container of this.containers) {
      if (Array.isArray(container)) container.splice(0, container.length, 'spoilt');
      else {
        for (const key of Object.keys(container)) container[key] = key === 'kind' ? 'spoilt' : undefined;
        Object.assign(container, { since: 3, replicas: 9, restart: 'never', egress: true, security: { user: '0:0' } });
      }
    }
    return this.containers.size;
  }

  private visit(value: unknown): void {
    if (typeof value !== 'object' || value === null || this.containers.has(value as Container)) return;
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
    this.containers.add(value as Container);
    for (const item of Object.values(value)) this.visit(item);
  }
}

/** A platform with every class and method that is given props, options or documents. */
function everything(passed: Passed): NexusPlatform {
  const platform = new NexusPlatform(
    newProject(),
    'shop',
    passed.of({
      networks: { isolation: 'edge', edgePrefix: 27 } as const,
      defaults: { restart: 'on-failure', logLevel: 'warn', healthCheck: { retries: 7 } } as const,
      images: { replace: { 'redis:8-alpine': 'mirror.example/redis:8-alpine' } },
      environments: [
        Environment.development(passed.of({ environment: { A: 'dev' } })),
        Environment.overlay('staging', passed.of({ environment: { B: 'staging' } })),
      ],
    }),
  );
  const database = passed.of({ database: 'shop', locale: 'pt-BR', maxConnections: 50, developmentPort: 5433 });
  const postgres = new PostgresDatabase(platform, 'postgres', database);
  const redis = new RedisCache(
    platform,
    'redis',
    passed.of({
      persistence: RedisPersistence.AppendOnly,
      evictionPolicy: 'volatile-ttl',
      labels: { a: 'b' },
    } as const),
  );
  const dockerfile = SecureDockerfile.node(
    passed.of({
      context: 'crm',
      orm: Orm.prisma(passed.of({ directory: 'db' })),
      packaging: Packaging.bundle(passed.of({ external: ['sharp'] })),
      runtime: NodeRuntime.custom(
        passed.of({ build: 'node:24-alpine', run: 'node:24-alpine', family: 'alpine', user: '1000:1000' } as const),
      ),
      ignore: ['*.tmp'],
      shared: ['lib'],
      extraSteps: { runtime: [Instruction.run(['apk', 'add', '--no-cache', 'tini'])] },
      devScript: 'watch',
      nativeBuild: true,
      tsconfig: true,
    }),
  );
  dockerfile.addStep('build', passed.of(Instruction.run(['true'], passed.of({ environment: { CI: '1' } }))));
  const key = new Secret(platform, 'key', passed.of({ description: 'A key.' }));
  const files = new Volume(platform, 'files', passed.of({ description: 'Files.', sizeHint: MemorySize.gibibytes(1) }));
  const crm = new NexusService(
    platform,
    'crm',
    passed.of({
      port: 5004,
      dockerfile,
      description: 'Customers.',
      environment: { LIMIT: 5 },
      secrets: [key],
      labels: { team: 'a' },
      uses: [{ provider: postgres, role: 'customers' }],
      command: ['node', 'dist/app.mjs'],
      developmentCommand: ['npm', 'run', 'watch'],
      health: HealthCheck.command(passed.of(['node', 'check.mjs']), passed.of({ interval: Duration.seconds(20) })),
      security: { user: '1001:1001', capabilities: ['NET_BIND_SERVICE'] },
      resources: Resources.of(passed.of({ memory: MemorySize.mebibytes(300), cpus: 0.3 })),
      logging: LoggingPolicy.driver('journald', passed.of({ tag: 'crm' })),
      migrate: false as const,
    }),
  );
  crm.addUse(redis, passed.of({ prefix: 'SESSIONS' }));
  crm.addVolume(files, '/files', passed.of({ readOnly: true }));
  crm.addTmpfs('/cache', MemorySize.mebibytes(1), passed.of({ uid: 1001 }));
  crm.addContribution(
    passed.of({ kind: 'rotation', secret: 'key', how: { kind: 'command', argv: ['rotate'] } } as const),
  );
  crm.addContribution(
    passed.of({ kind: 'runbook', id: 'crm', title: { en: 'CRM', 'pt-BR': 'CRM' }, body: 'x' } as const),
  );
  new MigrationJob(
    platform,
    'migrate',
    passed.of({ service: crm, command: ['prisma', 'migrate'], environment: { M: '1' } }),
  );
  const site = SecureDockerfile.staticSite(passed.of({ context: 'site', ignore: ['a'], hashedAssets: '/static/' }));
  const frontend = new Frontend(platform, 'site', passed.of({ dockerfile: site, labels: { team: 'b' } }));
  const gateway = new ApiGateway(
    platform,
    'gateway',
    passed.of({ port: 5000, image: 'gateway:1', routes: { '/crm': crm }, readiness: '/ready' }),
  );
  new ReverseProxy(
    platform,
    'proxy',
    passed.of({
      routes: { '/': frontend, '/api': { service: gateway, websocket: true, internal: ['/secret'] } },
      tls: Tls.terminatedUpstream(passed.of({ trustedProxies: ['10.0.0.0/8'] })),
      serverNames: ['shop.example'],
      publish: { http: 8080 },
    }),
  );
  new MonitoringStack(platform, 'monitoring', passed.of({ retention: Duration.hours(24) }));
  new Kind(
    platform,
    'kind',
    passed.of({ spec: { description: 'Own.', ports: [1026] }, props: { labels: { c: 'd' } } }),
  );
  platform.addVariable(passed.of({ name: 'X', description: 'An x.', value: '1' }));
  for (const content of [
    { kind: 'lines', syntax: 'hash', lines: ['a'] },
    { kind: 'json', value: { a: [{ b: 1 }] }, comments: false },
    { kind: 'yaml', value: { a: [{ b: 1 }] } },
    { kind: 'dockerfile', dockerfile: { stages: [{ name: 'x', from: 'a:1', instructions: [Instruction.user('1')] }] } },
  ] as const)
    platform.addDocument(passed.of({ path: `own/${content.kind}`, ...content }));
  platform.compose.addOverride(passed.of(['services', 'crm', 'ulimits']), passed.of({ nofile: { soft: 1, hard: 2 } }));
  return platform;
}

test('what is passed may be changed later: the platform has what was checked', () => {
  const expected = renderAll(everything(new Passed()));
  expect(Object.keys(expected).length).toBeGreaterThan(20);
  // WHEN
  const passed = new Passed();
  const platform = everything(passed);
  expect(passed.spoil()).toBeGreaterThan(70);
  // THEN
  expect(renderAll(platform)).toEqual(expected);
});

test('one object of props for several services is the object as it was for each', () => {
  const platform = newPlatform();
  const common: Record<string, unknown> = { port: 4001, image: 'a:1' };
  new NexusService(platform, 'a', untyped(common));
  Object.assign(common, { port: 4002, security: { user: '0:0', capabilities: ['SYS_ADMIN'] }, replicas: 3 });
  expect(messageOf(() => new NexusService(platform, 'b', untyped(common)))).toContain('user "0:0" is not a numeric id');
  delete common.security;
  new NexusService(platform, 'b', untyped(common));
  common.resources = { limits: 1 };
  const compose = renderAll(platform)['out/docker-compose.yml'] ?? '';
  expect(compose.match(/replicas: 3/g)).toHaveLength(1);
  expect(compose).not.toMatch(/SYS_ADMIN|'0:0'/);
});

describe('props are read as their class has them', () => {
  test('accessors of a class, and keys that only a prototype has', () => {
    class Props {
      public readonly image = 'a:1';
      public get port(): number {
        return 4001;
      }
    }
    const platform = newPlatform();
    new NexusService(platform, 'a', new Props());
    expect(renderAll(platform)['out/docker-compose.dev.yml']).toContain('4001');
  });
});

describe('what can not stand in a document is refused at its line', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const deep = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`) as unknown;

  test.each<[string, unknown, RegExp]>([
    ['a function', { a: [() => 1] }, /value\.a(?:\["0"\]|\[0\]) is a function\. Give plain data, as JSON has it\./],
    ['a bigint', 1n, /value is a bigint/],
    ['a circle', circle, /value\.self.* is more than 200 levels deep, or contains itself/],
    ['3,000 lists in one another', deep, /value.* is more than 200 levels deep, or contains itself/],
  ])('%s, in an override and in documents', (_, value, expected) => {
    const platform = newPlatform();
    const acts = [
      () => {
        platform.compose.addOverride('x-a', value);
      },
      () => {
        platform.addDocument({ path: 'a.json', kind: 'json', value, comments: false });
      },
      () => {
        platform.addDocument({ path: 'a.yml', kind: 'yaml', value: { value } });
      },
    ];
    for (const act of acts) {
      const message = messageOf(act);
      expect(message).toMatch(expected);
      expect(message).toMatch(/^\[shop\] .*\(test\/constructs\/core\/copied\.test\.ts:\d+\)$/);
    }
  });
});
