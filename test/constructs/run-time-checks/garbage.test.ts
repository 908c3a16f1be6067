import { Construct } from 'constructs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as nexus from '../../../src/index.js';
import { newProject } from '../../support/project.js';

type Untyped = (...args: unknown[]) => unknown;
type Key = PropertyKey;

/** Exports that are helpers for authors of classes, with arguments that those have checked. */
const HELPERS: readonly string[] = ['prefixed', 'nodeProbe', 'wgetProbe', 'toEnvironmentName', 'toKey'];
/** Private static methods. */
const PRIVATE: readonly string[] = ['Duration.of', 'MemorySize.of'];
/** Classes that only subclasses and the library itself make. */
const NOT_MADE: readonly string[] = [
  'NexusWorkload',
  'DockerfileBase',
  'ComposeOverrides',
  'NexusError',
  'SynthesisError',
];

const { Duration, MemorySize, Resources, SecureDockerfile, Tls } = nexus;

/** One project for all: each platform takes a name and a folder of its own. */
const project = newProject();
let count = 0;
const platform = () => new nexus.NexusPlatform(project, `p${++count}`, { outdir: `out/p${count}` });
const name = () => `x${++count}`;

/** Right props, of which one at a time becomes wrong. */
const VALID: Readonly<Record<string, (p: nexus.NexusPlatform) => object>> = {
  NexusPlatform: () => ({
    outdir: `out/q${++count}`,
    rollout: nexus.Phase.Build,
    environment: 'production',
    networks: { backend: '10.0.0.0/16' },
    defaults: { resources: Resources.SMALL, healthCheck: { retries: 2 } },
    images: { replace: { 'node:24-alpine': 'mirror.example/node:24-alpine' } },
    environments: [nexus.Environment.development()],
    audit: { failUnder: 1 },
  }),
  Secret: () => ({ description: 'x', bytes: 32 }),
  Volume: () => ({ description: 'x' }),
  NexusService: (p) => serviceProps(p),
  ApiGateway: (p) => ({ ...serviceProps(p), routes: { '/a': service(p) } }),
  Frontend: () => ({ dockerfile: SecureDockerfile.staticSite({ context: 'site' }), port: 8080, developmentPort: 5173 }),
  MigrationJob: (p) => ({ service: migrating(p), command: ['npx', 'migrate'], description: 'x' }),
  PostgresDatabase: () => ({
    version: 17,
    distribution: 'alpine',
    database: 'shop',
    owner: 'boss',
    locale: 'und',
    maxConnections: 50,
    shmSize: MemorySize.mebibytes(64),
    developmentPort: 5432,
  }),
  RedisCache: () => ({
    version: 8,
    maxMemory: MemorySize.mebibytes(64),
    persistence: nexus.RedisPersistence.Snapshot,
    evictionPolicy: 'noeviction',
    developmentPort: 6379,
  }),
  ReverseProxy: (p) => ({
    routes: { '/': service(p), '/a': { service: service(p), timeout: Duration.seconds(3), internal: ['/metrics'] } },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    serverNames: ['shop.example'],
    publish: { http: 8080 },
    rateLimit: 5,
    contentSecurityPolicy: "default-src 'self'",
  }),
};

const service = (p: nexus.NexusPlatform) => new nexus.NexusService(p, name(), { port: 5000, image: 'shop/app:1.0' });

function migrating(p: nexus.NexusPlatform): nexus.NexusService {
  const database = new nexus.PostgresDatabase(p, name(), { database: 'shop' });
  const dockerfile = SecureDockerfile.node({ context: name(), orm: nexus.Orm.prisma() });
  return new nexus.NexusService(p, name(), { port: 5000, dockerfile, uses: [database], migrate: false });
}

function serviceProps(p: nexus.NexusPlatform): object {
  return {
    description: 'x',
    port: 5000,
    image: 'shop/app:1.0',
    command: ['node', 'app.js'],
    environment: { A: '1' },
    secrets: [new nexus.Secret(p, name())],
    uses: [service(p), { provider: service(p), prefix: 'OTHER' }],
    resources: Resources.SMALL,
    restart: 'always',
    stopGracePeriod: Duration.seconds(3),
    logging: nexus.LoggingPolicy.jsonFile(),
    labels: { team: 'a' },
    security: { user: '1000:1000', capabilities: ['CHOWN'] },
    health: nexus.HealthCheck.http('/health'),
    readiness: '/ready',
    tmp: MemorySize.mebibytes(8),
  };
}

/** What comes out of JSON, and what untyped programs pass: other classes, functions, objects that convert to nothing. */
const garbage: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      ...[undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, 1e300, '', ' ', '\n', '\0', '30', 'always'],
      ...[[], [[]], [null], {}, { '': '' }, { of: 1 }, JSON.parse('{"__proto__": {"x": 1}}')],
      ...[{ toString: 1, valueOf: 2 }, Object.create(null), { node: null }, { node: { id: 'x' } }, { provider: 1 }],
      ...[{ service: null }, { kind: 'run' }, { kind: 'toString' }, { length: 3 }, new Map(), new Date(0)],
      ...[Duration.seconds(1), MemorySize.mebibytes(1), Resources.SMALL, () => undefined, Duration, Symbol('x'), 5n],
    ),
  },
  { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }) },
);

/** Runs `act`; only errors of ours may come of it. */
function refusedOr(act: () => unknown): 'done' | 'refused' {
  try {
    act();
    return 'done';
  } catch (error) {
    if (error instanceof nexus.NexusError || error instanceof nexus.SynthesisError) return 'refused';
    throw error;
  }
}

const exported: readonly (readonly [string, unknown])[] = Object.entries(nexus);
const isClass = (value: unknown): value is new (...args: unknown[]) => unknown =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
const constructs = exported.filter(
  ([key, value]) => isClass(value) && value.prototype instanceof Construct && !NOT_MADE.includes(key),
) as readonly (readonly [string, new (...args: unknown[]) => Construct])[];

/** Static methods of classes, members of objects such as SecureDockerfile and Instruction, and functions. */
const factories = exported.flatMap(([key, value]): (readonly [string, Untyped])[] => {
  if (HELPERS.includes(key)) return [];
  if (typeof value === 'function' && !isClass(value)) return [[key, value as Untyped]];
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null || Array.isArray(value))) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(([member, { value: method }]) =>
    typeof method === 'function' && !isClass(method) && !PRIVATE.includes(`${key}.${member}`)
      ? [[`${key}.${member}`, method.bind(value) as Untyped] as const]
      : [],
  );
});

test('every construct has right props here', () => {
  expect(constructs.map(([key]) => key).sort()).toEqual(Object.keys(VALID).sort());
  expect(factories.length).toBeGreaterThan(40);
});

describe.each(constructs)('%s', (key, Class) => {
  const scopeOf = (p: nexus.NexusPlatform) => (key === 'NexusPlatform' ? project : p);
  const make = (p: nexus.NexusPlatform, props: unknown) => {
    const made = new Class(scopeOf(p), name(), props);
    // What the constructor takes must do for synthesis, too.
    nexus.NexusPlatform.of(made).toModel();
  };

  it('takes right props', () => {
    const p = platform();
    expect(refusedOr(() => make(p, VALID[key]?.(p)))).toBe('done');
  });

  it('answers garbage for props with an error of ours', () => {
    fc.assert(fc.property(garbage, (props) => void refusedOr(() => make(platform(), props))));
  });

  it('answers garbage for one prop with an error of ours', () => {
    const keys = Object.keys(VALID[key]?.(platform()) ?? {});
    fc.assert(
      fc.property(fc.constantFrom<Key>(...keys), garbage, (prop, value) => {
        const p = platform();
        refusedOr(() => make(p, { ...VALID[key]?.(p), [prop]: value }));
      }),
      { numRuns: 20 * keys.length },
    );
  });

  it('answers garbage for scope and name with an error of ours', () => {
    fc.assert(
      fc.property(garbage, garbage, (scope, id) => {
        const p = platform();
        expect(refusedOr(() => new Class(scope, name(), VALID[key]?.(p)))).toBe('refused');
        if (typeof id !== 'string') expect(refusedOr(() => new Class(scopeOf(p), id, VALID[key]?.(p)))).toBe('refused');
      }),
    );
  });
});

/** Right arguments, of which one at a time becomes wrong. */
const ARGUMENTS: Readonly<Record<string, (p: nexus.NexusPlatform) => readonly unknown[]>> = {
  'Environment.overlay': () => ['staging', { environment: { A: '1' } }],
  'HealthCheck.http': () => ['/health', { retries: 2 }],
  'HealthCheck.command': () => [['node', 'check.js'], { retries: 2 }],
  'HealthCheck.shell': () => ['exit 0', { retries: 2 }],
  'Instruction.copy': () => ['a', 'b', { from: 'build' }],
  'Instruction.run': () => [['npm', 'ci'], { network: 'none' }],
  'LoggingPolicy.driver': () => ['local', { 'max-size': '1m' }],
  'NodeRuntime.custom': () => [{ build: 'a:1', run: 'b:1', family: 'alpine', user: '1000:1000' }, 24],
  'Secret.pem': (p) => [p, name(), 'key', { description: 'x' }],
  'Secret.supplied': (p) => [p, name(), { description: 'x' }],
  'Tls.fromSecrets': (p) => [new nexus.Secret(p, name()), new nexus.Secret(p, name()), {}],
  'Tls.terminatedUpstream': () => [{ trustedProxies: ['10.0.0.0/8'] }],
  audit: () => [[{ path: 'Dockerfile', text: 'FROM a' }], { config: { rules: { 'read-only-root': 'off' } } }],
};

describe.each(factories)('%s', (_key, factory) => {
  it('answers garbage with an error of ours', () => {
    fc.assert(fc.property(fc.array(garbage, { maxLength: 4 }), (args) => void refusedOr(() => factory(...args))));
  });
});

describe.each(Object.keys(ARGUMENTS))('%s', (key) => {
  const factory = new Map(factories).get(key);
  const argumentsOf = ARGUMENTS[key] ?? (() => []);

  it('takes right arguments', () => {
    expect(refusedOr(() => factory?.(...argumentsOf(platform())))).toBe('done');
  });

  it('answers garbage for one argument with an error of ours', () => {
    fc.assert(
      fc.property(fc.nat({ max: argumentsOf(platform()).length - 1 }), garbage, (index, value) => {
        const args = argumentsOf(platform()).with(index, value);
        refusedOr(() => factory?.(...args));
      }),
    );
  });
});

describe.each([
  [
    'SecureDockerfile.node',
    {
      context: 'crm',
      ignore: ['x'],
      extraSteps: { runtime: [nexus.Instruction.user('1000')] },
      runtime: nexus.NodeRuntime.distroless(),
      packageManager: nexus.PackageManager.yarn(),
      orm: nexus.Orm.prisma({ version: 6 }),
      packaging: nexus.Packaging.pruned(),
      nativeBuild: true,
      shared: ['shared'],
      tsconfig: true,
      devScript: 'dev',
    },
    SecureDockerfile.node,
  ],
  [
    'SecureDockerfile.staticSite',
    { context: 'site', output: 'dist', hashedAssets: '/assets/', singlePage: true },
    SecureDockerfile.staticSite,
  ],
] as readonly (readonly [string, object, Untyped])[])('%s', (_key, valid, factory) => {
  const build = (props: object) => {
    const p = platform();
    const dockerfile = factory(props) as nexus.SecureDockerfile;
    new nexus.NexusService(p, 'crm', { port: 5000, dockerfile });
    p.toModel();
  };

  it('takes right props', () => {
    expect(refusedOr(() => build(valid))).toBe('done');
  });

  it('answers garbage for one prop with an error of ours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(valid)), garbage, (prop, value) => {
        refusedOr(() => build({ ...valid, [prop]: value }));
      }),
      { numRuns: 300 },
    );
  });
});

describe('methods', () => {
  const methodsOf = (target: object): readonly string[] => {
    const names = new Set<string>();
    for (
      let at = target;
      at !== Object.prototype && at !== Construct.prototype;
      at = Object.getPrototypeOf(at) as object
    )
      for (const key of Object.getOwnPropertyNames(at)) names.add(key);
    return [...names].filter(
      (key) => /^(?:add[A-Z]|acknowledge$|publish$|startAfter$)/.test(key) && key !== 'addBinding',
    );
  };
  const targets: readonly (readonly [string, (p: nexus.NexusPlatform) => object])[] = [
    ['a service', service],
    ['a platform', (p) => p],
    ['overrides', (p) => p.compose],
    ['a Dockerfile', () => SecureDockerfile.node({ context: 'crm' })],
  ];
  // Called by subclasses alone.
  const INTERNAL = ['addRuntimeEnvironment', 'addMigrations'];
  const cases = targets.flatMap(([what, target]) =>
    methodsOf(target(platform()))
      .filter((method) => !INTERNAL.includes(method))
      .map((method) => ({ what, target, method })),
  );

  it('are found', () => {
    expect(cases.length).toBeGreaterThan(14);
  });

  const right: Readonly<Record<string, (p: nexus.NexusPlatform) => readonly unknown[]>> = {
    addEnvironment: () => ['A', '1'],
    addSecret: (p) => [new nexus.Secret(p, name()), 'TOKEN'],
    addUse: (p) => [service(p), { prefix: 'OTHER' }],
    addVolume: (p) => [new nexus.Volume(p, name()), '/data', { readOnly: true }],
    addFile: () => ['x.conf', '/etc/x.conf'],
    addTmpfs: () => ['/cache', MemorySize.mebibytes(1), { uid: 1000 }],
    addLabel: () => ['team', 'a'],
    acknowledge: () => ['read-only-root', 'reason'],
    publish: () => [8080, 5000, '127.0.0.1'],
    startAfter: (p) => [service(p), 'service_started'],
    addDocument: () => [{ path: 'x.conf', kind: 'lines', syntax: 'hash', lines: ['a'] }],
    addVariable: () => [{ name: 'A', description: 'x', value: '1' }],
    addOverride: () => ['services.crm.tty', true],
    addDeletionOverride: () => ['services.crm.tty'],
    addStep: () => ['runtime', nexus.Instruction.user('1000')],
  };

  it('have right arguments here', () => {
    expect([...new Set(cases.map(({ method }) => method))].sort()).toEqual(Object.keys(right).sort());
  });

  it.each(cases)('$method of $what takes right arguments, and answers garbage for one', ({ target, method }) => {
    const call = (change: (args: readonly unknown[]) => readonly unknown[]) => {
      const p = platform();
      const on = target(p) as Record<string, Untyped>;
      const args = change(right[method]?.(p) ?? []);
      return refusedOr(() => {
        on[method]?.(...args);
        p.toModel();
      });
    };
    expect(call((args) => args)).toBe('done');
    fc.assert(
      fc.property(fc.nat({ max: 2 }), garbage, (index, value) => {
        call((args) => args.map((arg, i) => (i === index % args.length ? value : arg)));
      }),
      { numRuns: 80 },
    );
  });

  it.each(cases)('$method of $what answers garbage with an error of ours', ({ target, method }) => {
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 4 }), (args) => {
        const p = platform();
        const on = target(p) as Record<string, Untyped>;
        refusedOr(() => {
          on[method]?.(...args);
          p.toModel();
        });
      }),
    );
  });
});
