import {
  ApiGateway,
  Frontend,
  Instruction,
  MigrationJob,
  NexusPlatform,
  PackageManager,
  RedisCache,
  Resources,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Tls,
} from '../../../src/index.js';
import { type Case, platform, refuses, service, untyped } from './cases.js';

const proxy = (p: NexusPlatform, routes: unknown) =>
  new ReverseProxy(p, 'nginx', untyped({ routes, tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }) }));

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
    // eslint-disable-next-line @typescript-eslint/unbound-method -- the mistake that is meant
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
    '[shop/nginx] routes["/"] (RedisCache "redis") is not a service, or another construct that answers HTTP requests. Pass the construct itself, as in const crm = new NexusService(…).',
  ],
  [
    'a route without a service',
    (p) => proxy(p, { '/': { stripPath: false } }),
    '[shop/nginx] routes["/"].service is missing. Add service: crm.',
  ],
  [
    'a route of the gateway by a name',
    (p) => new ApiGateway(p, 'gateway', untyped({ port: 5001, image: 'shop/gateway:1.0', routes: { '/crm': 'crm' } })),
    '[shop/gateway] routes["/crm"] "crm" is not a service, or another construct that answers HTTP requests. Pass the construct itself, as in const crm = new NexusService(…).',
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

refuses('instances', INSTANCES);
refuses('steps', STEPS);
