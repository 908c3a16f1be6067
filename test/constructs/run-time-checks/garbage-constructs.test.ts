import { Construct } from 'constructs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as nexus from '../../../src/index.js';
import { render } from '../../support/project.js';
import {
  developmentPort,
  exported,
  garbage,
  isClass,
  name,
  next,
  platform,
  project,
  refusedOr,
  service,
} from './garbage.js';

/** Classes that only subclasses and the library itself make. */
const NOT_MADE: readonly string[] = [
  'NexusWorkload',
  'DockerfileBase',
  'ComposeOverrides',
  'NexusError',
  'SynthesisError',
];

const { Duration, MemorySize, Resources, SecureDockerfile, Tls } = nexus;

/** Right props, of which one at a time becomes wrong. */
const VALID: Readonly<Record<string, (p: nexus.NexusPlatform) => object>> = {
  NexusPlatform: () => ({
    outdir: `out/q${next()}`,
    rollout: nexus.Phase.Build,
    environment: 'production',
    networks: { backend: '10.0.0.0/16' },
    defaults: { resources: Resources.SMALL, healthCheck: { retries: 2 } },
    images: { replace: { 'node:24-alpine': 'mirror.example/node:24-alpine' } },
    environments: [nexus.Environment.development()],
    audit: { failUnder: 1 },
  }),
  Secret: () => ({ description: 'x', bytes: 32, rotation: nexus.Rotation.restart() }),
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
  CutOver: (p) => ({
    project: 'old',
    data: [new nexus.PostgresDatabase(p, name(), { database: 'shop' }).from({ superuser: 'admin' })],
  }),
  Deployment: () => ({
    keep: 3,
    hooks: { before: 'hooks/before.sh' },
    freeDisk: MemorySize.mebibytes(512),
    healthTimeout: Duration.seconds(60),
    watch: Duration.seconds(1),
  }),
  MonitoringStack: () => ({
    version: '3.5.3',
    scrapeInterval: Duration.seconds(5),
    retention: Duration.hours(1),
    port: developmentPort(),
    grafana: { version: '12.4.12', port: developmentPort() },
    runbookUrl: 'https://git.example.org/RUNBOOK.md',
    since: nexus.Phase.Security,
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

function migrating(p: nexus.NexusPlatform): nexus.NexusService {
  const database = new nexus.PostgresDatabase(p, name(), { database: 'shop' });
  const dockerfile = SecureDockerfile.node({ context: name(), orm: nexus.Orm.prisma() });
  return new nexus.NexusService(p, name(), {
    port: 5000,
    dockerfile,
    uses: [database],
    migrate: false,
    developmentPort: developmentPort(),
  });
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

const constructs = exported.filter(
  ([key, value]) => isClass(value) && value.prototype instanceof Construct && !NOT_MADE.includes(key),
) as readonly (readonly [string, new (...args: unknown[]) => Construct])[];

test('every construct has right props here', () => {
  expect(constructs.map(([key]) => key).sort()).toEqual(Object.keys(VALID).sort());
});

describe.each(constructs)('%s', (key, Class) => {
  const scopeOf = (p: nexus.NexusPlatform) => (key === 'NexusPlatform' ? project : p);
  const make = (p: nexus.NexusPlatform, props: unknown) => {
    const made = new Class(scopeOf(p), name(), props);
    // What the constructor takes must do for synthesis, too.
    render(nexus.NexusPlatform.of(made));
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
      fc.property(fc.constantFrom(...keys), garbage, (prop, value) => {
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
