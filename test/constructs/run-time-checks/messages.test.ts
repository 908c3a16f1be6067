import { describe, expect, it, test } from 'vitest';
import {
  ApiGateway,
  audit,
  Duration,
  Environment,
  Frontend,
  HealthCheck,
  Instruction,
  LoggingPolicy,
  MemorySize,
  MigrationJob,
  NexusPlatform,
  NexusService,
  NodeRuntime,
  Orm,
  PackageManager,
  Packaging,
  Phase,
  PostgresDatabase,
  RedisCache,
  Resources,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Tls,
  Volume,
} from '../../../src/index.js';
import { messageOf, newPlatform, newProject } from '../../support/project.js';

/** What a program without a type check, or JSON, can give. */
const untyped = (value: unknown) => value as never;
const PLACE = /(?<= )\(test\/constructs\/run-time-checks\/messages\.test\.ts:\d+\)/g;

const service = (platform: NexusPlatform, props: object) =>
  new NexusService(platform, 'crm', untyped({ port: 5000, image: 'shop/crm:1.0', ...props }));
const platform = (props: object) => new NexusPlatform(newProject(), 'shop', untyped(props));
const proxy = (p: NexusPlatform, routes: unknown) =>
  new ReverseProxy(p, 'nginx', untyped({ routes, tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }) }));
const crm = (p: NexusPlatform) => service(p, {});

type Case = readonly [what: string, act: (platform: NexusPlatform) => unknown, message: string];

const VARIABLES: readonly Case[] = [
  [
    'a variable of process.env that is not set',
    (p) => service(p, { environment: { A: process.env['NEXUS_TEST_NOT_SET'] } }),
    '[shop/crm] environment.A is undefined. Set it before synthesis, if it comes from process.env, or remove the variable.',
  ],
  [
    'an object as a variable',
    (p) => service(p, { environment: { A: {} } }),
    '[shop/crm] environment.A {} is not a string, a finite number or a boolean. Write JSON.stringify(…) for a variable in JSON.',
  ],
  [
    'a number that is none',
    (p) => service(p, { environment: { A: Number('x') } }),
    '[shop/crm] environment.A NaN is not a string, a finite number or a boolean.',
  ],
  [
    'a secret in an object',
    (p) => service(p, { environment: { DB_PASSWORD: { value: 'hunter2' } } }),
    '[shop/crm] environment.DB_PASSWORD (an object) is not a string, a finite number or a boolean. Write JSON.stringify(…) for a variable in JSON.',
  ],
  [
    'a map of variables',
    (p) => service(p, { environment: new Map([['A', '1']]) }),
    '[shop/crm] environment (a Map) is not an object. Write Object.fromEntries(map).',
  ],
  [
    'a variable of an overlay',
    () => Environment.overlay('staging', untyped({ environment: { A: 1 } })),
    'Environment "staging": environment.A 1 is not a string. Write it in quotes: "1".',
  ],
];

const WORDS: readonly Case[] = [
  [
    'a misspelled word',
    (p) => service(p, { restart: 'allways' }),
    '[shop/crm] restart "allways" is not one of "always", "unless-stopped", "on-failure" or "no". Did you mean "always"?',
  ],
  [
    'a number for a duration',
    (p) => service(p, { stopGracePeriod: 30 }),
    '[shop/crm] stopGracePeriod 30 is not a Duration. Write Duration.seconds(30).',
  ],
  [
    'a text for a duration',
    (p) => service(p, { stopGracePeriod: '1m30s' }),
    '[shop/crm] stopGracePeriod "1m30s" is not a Duration. Write Duration.parse("1m30s").',
  ],
  [
    'a text that is no duration',
    (p) => service(p, { stopGracePeriod: 'soon' }),
    '[shop/crm] stopGracePeriod "soon" is not a Duration. Write Duration.seconds(30).',
  ],
  [
    'a phase by its name',
    () => platform({ rollout: 'Security' }),
    '[shop] rollout "Security" is not a Phase. Write Phase.Security.',
  ],
  [
    'a phase by its number as a text',
    () => platform({ rollout: '2' }),
    '[shop] rollout "2" is not a Phase. Write Phase.Build.',
  ],
  [
    'a phase that there is not',
    () => platform({ rollout: 7 }),
    '[shop] rollout 7 is not a Phase. Write Phase.Security, Phase.Build, Phase.Observability or Phase.Advanced.',
  ],
  [
    'an enum by its name',
    (p) => new RedisCache(p, 'redis', untyped({ persistence: 'AppendOnly' })),
    '[shop/redis] persistence "AppendOnly" is not a RedisPersistence. Write RedisPersistence.AppendOnly.',
  ],
  [
    'a number in quotes',
    (p) => service(p, { port: '5000' }),
    '[shop/crm] port "5000" is not a number. Write 5000, without quotes.',
  ],
  [
    'a boolean in quotes',
    (p) => service(p, { egress: 'true' }),
    '[shop/crm] egress "true" is not true or false. Write true, without quotes.',
  ],
  [
    'a port beyond the last one',
    (p) => service(p, { developmentPort: 70_000 }),
    '[shop/crm] developmentPort 70000 is not a whole number between 1 and 65535.',
  ],
  [
    'a command in one text',
    (p) => service(p, { command: 'node dist/worker.js' }),
    '[shop/crm] command "node dist/worker.js" is not a list of words. Write ["node", "dist/worker.js"].',
  ],
];

const INSTANCES: readonly Case[] = [
  [
    'limits as an object',
    (p) => service(p, { resources: { memory: 512 } }),
    '[shop/crm] resources { memory: 512 } is not a Resources. Write Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 }).',
  ],
  [
    'memory as a number, and no processors',
    () => Resources.of(untyped({ memory: 256 })),
    'Resources.of has 2 invalid props. (place)\n' +
      '  - cpus is missing. Add cpus: 0.5.\n' +
      '  - memory 256 is not a MemorySize. Write MemorySize.mebibytes(256).',
  ],
  [
    'a package manager by its name',
    () => SecureDockerfile.node(untyped({ context: 'modules/crm', packageManager: 'pnpm' })),
    'SecureDockerfile.node: packageManager "pnpm" is not a PackageManager. Write PackageManager.pnpm().',
  ],
  [
    'a factory that is not called',
    () => SecureDockerfile.node(untyped({ context: 'modules/crm', packageManager: PackageManager.yarn })),
    'SecureDockerfile.node: packageManager (the function yarn) is not a PackageManager. Write PackageManager.yarn().',
  ],
  [
    'a secret by its name',
    (p) => service(p, { secrets: ['jwt'] }),
    '[shop/crm] secrets[0] "jwt" is not a Secret. Pass the construct: new Secret(platform, "jwt").',
  ],
  [
    'a secret itself in the place of its construct',
    (p) => service(p, { secrets: ['hunter2'] }),
    '[shop/crm] secrets[0] (a string) is not a Secret. Pass the construct: new Secret(platform, "jwt_secret").',
  ],
  [
    'secrets as variables',
    (p) => service(p, { secrets: { JWT_SECRET: 'hunter2' } }),
    '[shop/crm] secrets { JWT_SECRET: "…" } is not a list. Write [new Secret(platform, "jwt_secret")].',
  ],
  [
    'a resource by its name',
    (p) => service(p, { uses: ['postgres'] }),
    '[shop/crm] uses[0] "postgres" is not a construct that can be used. Pass the service, database or cache itself, as in uses: [postgres].',
  ],
  [
    'one resource without brackets',
    (p) => service(p, { uses: new RedisCache(p, 'redis') }),
    '[shop/crm] uses (RedisCache "redis") is not a list. Put it in brackets: [ … ].',
  ],
  [
    'options of a relation',
    (p) => service(p, { uses: [{ provider: 'redis', prefx: 'A' }] }),
    '[shop/crm] NexusService has 2 invalid props. (place)\n' +
      '  - uses[0].provider "redis" is not a construct that can be used. Pass the service, database or cache itself, as in uses: [postgres].\n' +
      '  - unknown prop uses[0].prefx. Did you mean "prefix"?',
  ],
  [
    'a route to what is no service',
    (p) => proxy(p, { '/': new RedisCache(p, 'redis') }),
    '[shop/nginx] routes["/"] (RedisCache "redis") is not a NexusService. Pass the construct itself, as in const crm = new NexusService(…).',
  ],
  [
    'a route without a service',
    (p) => proxy(p, { '/': { stripPath: false } }),
    '[shop/nginx] routes["/"].service is missing. Add service: crm.',
  ],
  [
    'a route of the gateway by a name',
    (p) => new ApiGateway(p, 'gateway', untyped({ port: 5001, image: 'shop/gateway:1.0', routes: { '/crm': 'crm' } })),
    '[shop/gateway] routes["/crm"] "crm" is not a NexusService. Pass the construct itself, as in const crm = new NexusService(…).',
  ],
  [
    'a job of what is no service',
    (p) => new MigrationJob(p, 'job', untyped({ service: new RedisCache(p, 'redis') })),
    '[shop/job] service (RedisCache "redis") is not a NexusService. Pass the construct itself, as in const crm = new NexusService(…).',
  ],
  [
    'an image in the place of a Dockerfile',
    (p) => new Frontend(p, 'frontend', untyped({ dockerfile: 'frontend' })),
    '[shop/frontend] dockerfile "frontend" is not a SecureDockerfile. Write SecureDockerfile.staticSite({ context: "frontend" }).',
  ],
  [
    'overlays by their names',
    () => platform({ environments: ['staging', 'development'] }),
    '[shop] NexusPlatform has 2 invalid props. (place)\n' +
      '  - environments[0] "staging" is not an Environment. Write Environment.development().\n' +
      '  - environments[1] "development" is not an Environment. Write Environment.development().',
  ],
  [
    'a private key in the place of its secret',
    (p) => Tls.fromSecrets(new Secret(p, 'certificate'), untyped('-----BEGIN PRIVATE KEY-----\nMIIE')),
    'key (a string) is not a Secret. Pass the construct: new Secret(platform, "jwt_secret").',
  ],
];

const STEPS: readonly Case[] = [
  [
    'a step as a line of a Dockerfile',
    () => SecureDockerfile.node(untyped({ context: 'crm', extraSteps: { runtime: ['RUN apk add tini'] } })),
    'SecureDockerfile.node: extraSteps.runtime[0] "RUN apk add tini" is not an Instruction. Write Instruction.run(["apk", "add", "--no-cache", "tini"]).',
  ],
  [
    'a step out of JSON with a text for words',
    () =>
      SecureDockerfile.staticSite(
        untyped({ context: 'site', extraSteps: { build: [{ kind: 'run', commands: ['npm test'] }] } }),
      ),
    'SecureDockerfile.staticSite: extraSteps.build[0].commands[0] "npm test" is not a list of words. Write ["npm", "test"].',
  ],
  [
    'a step of a kind that there is not',
    () => SecureDockerfile.node({ context: 'crm' }).addStep('runtime', untyped({ kind: 'volume' })),
    'step { kind: "volume" } is not an Instruction. Write Instruction.run(["apk", "add", "--no-cache", "tini"]).',
  ],
  [
    'a command in one text',
    () => Instruction.run(untyped('apk add tini')),
    'Instruction.run: commands[0] "apk add tini" is not a list of words. Write ["apk", "add", "tini"].',
  ],
  [
    'a mount of a kind that there is not',
    () => Instruction.run(['npm', 'ci'], untyped({ mounts: [{ type: 'volume' }] })),
    'Instruction.run: mounts[0] { type: "volume" } is not a mount. Write { type: "cache", target: "/root/.npm" }; types are cache, bind and secret.',
  ],
];

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
    '[shop/jwt] unknown prop source. Known props: description, bytes.',
  ],
];

const METHODS: readonly Case[] = [
  [
    'addEnvironment',
    (p) => crm(p).addEnvironment('A', untyped(undefined)),
    '[shop/crm] variable A is undefined. Set it before synthesis, if it comes from process.env, or remove the variable.',
  ],
  [
    'addEnvironment, a name',
    (p) => crm(p).addEnvironment(untyped(5), '1'),
    '[shop/crm] variable 5 must be letters, digits and underscores, not beginning with a digit (POSIX).',
  ],
  [
    'addSecret',
    (p) => crm(p).addSecret(untyped('jwt')),
    '[shop/crm] secret "jwt" is not a Secret. Pass the construct: new Secret(platform, "jwt").',
  ],
  [
    'addSecret, nothing',
    (p) => crm(p).addSecret(untyped(undefined)),
    '[shop/crm] secret is undefined. Pass the construct: new Secret(platform, "jwt_secret").',
  ],
  [
    'addUse',
    (p) => crm(p).addUse(untyped('redis')),
    '[shop/crm] provider "redis" is not a construct that can be used. Pass the service, database or cache itself, as in uses: [postgres].',
  ],
  [
    'addUse, options',
    (p) => crm(p).addUse(new RedisCache(p, 'redis'), untyped({ startConditon: 'none' })),
    '[shop/crm] unknown prop options.startConditon. Did you mean "startCondition"?',
  ],
  [
    'addVolume',
    (p) => crm(p).addVolume(untyped('data'), '/data'),
    '[shop/crm] volume "data" is not a Volume. Write new Volume(platform, "crm_data").',
  ],
  [
    'addVolume, options',
    (p) => crm(p).addVolume(new Volume(p, 'data'), '/data', untyped({ readOnly: 'yes' })),
    '[shop/crm] options.readOnly "yes" is not true or false.',
  ],
  [
    'addTmpfs',
    (p) => crm(p).addTmpfs('/cache', untyped(64)),
    '[shop/crm] size 64 is not a MemorySize. Write MemorySize.mebibytes(64).',
  ],
  [
    'addTmpfs, owner',
    (p) => crm(p).addTmpfs('/cache', MemorySize.mebibytes(1), untyped({ uid: 'node' })),
    '[shop/crm] owner.uid "node" is not a whole number of 0 or more.',
  ],
  [
    'addLabel',
    (p) => crm(p).addLabel('team', untyped(5)),
    '[shop/crm] label team 5 is not a string. Write it in quotes: "5".',
  ],
  [
    'startAfter',
    (p) => crm(p).startAfter(untyped('redis'), 'service_healthy'),
    '[shop/crm] workload "redis" is not a workload of the platform. Pass the construct itself, not its name.',
  ],
  [
    'startAfter, condition',
    (p) => crm(p).startAfter(new RedisCache(p, 'redis'), untyped('service_healty')),
    '[shop/crm] start condition "service_healty" is not one of "service_started", "service_healthy" or "service_completed_successfully". Did you mean "service_healthy"?',
  ],
  [
    'NexusPlatform.of',
    () => NexusPlatform.of(untyped('shop')),
    'construct "shop" is not a construct. Pass the platform, or a construct in it.',
  ],
  [
    'addDocument',
    (p) => p.addDocument(untyped({ path: 'x.conf', kind: 'lines', lines: 'a' })),
    '[shop] addDocument has 2 invalid props. (place)\n' +
      '  - syntax is missing. Add syntax: "hash".\n' +
      '  - lines "a" is not a list. Put it in brackets: [ … ].',
  ],
  [
    'addOverride',
    (p) => p.compose.addOverride(untyped(undefined), 1),
    '[shop] path is undefined. Write "services.crm.ulimits.nofile".',
  ],
];

describe.each([
  ['variables', VARIABLES],
  ['words and numbers', WORDS],
  ['instances', INSTANCES],
  ['steps', STEPS],
  ['what is missing', ABSENT],
  ['what is unknown', UNKNOWN],
  ['methods', METHODS],
])('%s', (_what, cases) => {
  it.each(cases.map(([what, act, expected]) => ({ what, act, expected })))('$what', ({ act, expected }) => {
    const message = messageOf(() => act(newPlatform()));
    const [first = '', ...rest] = expected.split(' (place)');
    expect(message.replace(PLACE, '(place)')).toBe(rest.length > 0 ? expected : `${first} (place)`);
  });
});

test('the place is the line of the wrong value', () => {
  const line = Number(/messages\.test\.ts:(\d+)/.exec(new Error().stack ?? '')?.[1]) + 1;
  const message = messageOf(() => new NexusService(newPlatform(), 'crm', untyped({ port: '5000' })));
  expect(message).toMatch(new RegExp(`\\(test/constructs/run-time-checks/messages\\.test\\.ts:${line}\\)$`));
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
