import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from 'projen';
import { expect, test, vi } from 'vitest';
import {
  Alerting,
  ApiGateway,
  CentralLogs,
  Duration,
  Environment,
  Frontend,
  HealthCheck,
  Instruction,
  MemorySize,
  MonitoringStack,
  NexusPlatform,
  NexusService,
  type NexusServiceProps,
  Orm,
  PostgresDatabase,
  RedisCache,
  Resources,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Tls,
} from '../../src/index.js';
import { messageOf, newPlatform, newProject, render, temporaryFolder } from '../support/project.js';
import { blocks, documents, ROOT } from './markdown.js';
import { MEASURED_MESSAGES } from './measured-messages.js';
import { QUEUE_LENGTH } from './queue-length.js';

const service = (platform: NexusPlatform, name: string, props: Partial<NexusServiceProps> = {}) =>
  new NexusService(platform, name, { port: 5000, image: 'shop/app:1.0', ...props });
const database = (platform: NexusPlatform, id = 'postgres', props: object = {}) =>
  new PostgresDatabase(platform, id, { database: 'shop', ...props });
const node = SecureDockerfile.node;
const other = (platform: NexusPlatform, props: object = {}) =>
  new NexusPlatform(platform.node.scope as Project, 'other', { outdir: 'other', ...props });

/** What a platform says whose folder has this lock file; its warnings as an error, to be read like one. */
function withLock(text: string, act: (platform: NexusPlatform) => unknown): () => never {
  return () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'images.lock.json'), text);
    const platform = newPlatform({}, newProject(folder));
    act(platform);
    throw new Error(platform.toModel().warnings.join('\n'));
  };
}

const MEMORY = (mebibytes: number) => Resources.of({ memory: MemorySize.mebibytes(mebibytes), cpus: 1 });

/** What a platform says of a service with these sources. */
function withSources(files: Readonly<Record<string, string>>): () => unknown {
  return () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'modules/crm'), { recursive: true });
    for (const [name, text] of Object.entries({ 'package-lock.json': '{ "lockfileVersion": 3 }', ...files }))
      writeFileSync(join(folder, 'modules/crm', name), text);
    const platform = newPlatform({}, newProject(folder));
    new NexusService(platform, 'crm', { port: 5000, dockerfile: node({ context: 'modules/crm' }) });
    return render(platform);
  };
}

/** What each document's messages come from; thrown by them or by synthesis. */
const SAID: Readonly<Record<string, readonly ((platform: NexusPlatform) => unknown)[]>> = {
  'README.md': [
    (p) => service(p, 'orders', { port: 80 }),
    (p) => {
      const orders = service(p, 'orders', { publishLoopback: 9000 });
      orders.addUse(service(p, 'stock', { port: 5001, publishLoopback: 9000, uses: [orders] }));
    },
  ],
  'docs/guides/api-gateway.md': [(p) => new ApiGateway(p, 'api-gateway', { port: 5001, image: 'a:1', routes: {} })],
  'docs/guides/dockerfile.md': [
    () => node({ context: '../crm' }),
    (p) => {
      const dockerfile = node({ context: 'modules/crm' });
      dockerfile.addStep('final', Instruction.run(['true']));
      new NexusService(p, 'crm', { port: 5000, dockerfile });
    },
    withLock(
      '{ "images": {} }',
      (p) => new NexusService(p, 'crm', { port: 5000, dockerfile: node({ context: 'modules/crm' }) }),
    ),
    withSources({ 'package.json': '{ "scripts": { "prepare": "tsc -p ." } }' }),
    withSources({ 'package.json': '{}', '.npmrc': '; ours\n//npm.example.com/:_authToken=0123456789abcdef\n' }),
    (p) => new NexusService(p, 'crm', { port: 5000, dockerfile: node({ context: 'modules/crm', orm: Orm.prisma() }) }),
    (p) => new Frontend(p, 'web', { dockerfile: node({ context: 'web' }) }),
  ],
  'docs/guides/data.md': [
    () => {
      const folder = temporaryFolder();
      const synth = (locale?: string) => {
        const project = newProject(folder);
        const warn = vi.spyOn(project.logger, 'warn');
        database(newPlatform({}, project), 'postgres', locale === undefined ? {} : { locale });
        project.synth();
        return warn.mock.calls.map((args) => args.join(' '));
      };
      synth('pt-BR');
      throw new Error(synth().join('\n'));
    },
    () => {
      const folder = temporaryFolder();
      for (const props of [{ version: 15 }, { volume: 'postgres_17', movedFrom: { volume: 'postgres_data' } }]) {
        const project = newProject(folder);
        database(newPlatform({}, project), 'postgres', props);
        project.synth();
      }
    },
  ],
  'docs/guides/environments.md': [
    (p) => [service(p, 'a', { port: 4001 }), service(p, 'b', { port: 4001 })],
    (p) => new NexusPlatform(p.node.scope as Project, 'x', { environments: [Environment.overlay('dev')] }),
  ],
  'docs/guides/frontend.md': [
    (p) => new Frontend(p, 'frontend', { port: 80, dockerfile: SecureDockerfile.staticSite({ context: 'frontend' }) }),
  ],
  'docs/guides/health-checks.md': [() => HealthCheck.http('health')],
  'docs/guides/images.md': [
    (p) => service(p, 'crm', { image: 'example/crm:latest' }),
    withLock('{ "images": {} }', (p) => {
      service(p, 'crm', { dockerfile: node({ context: 'modules/crm' }), image: undefined } as never).addUse(
        database(p),
      );
      new RedisCache(p, 'redis');
      new Frontend(p, 'frontend', { dockerfile: SecureDockerfile.staticSite({ context: 'frontend' }) });
    }),
    withLock(`{ "images": { "redis:7-alpine": "sha256:${'0'.repeat(64)}" } }`, (p) => service(p, 'crm')),
    () => newPlatform({ registry: 'acme' }),
    () => newPlatform({ registry: 'docker.io' }),
    () => {
      const replace = { 'postgres:17-alpine': 'example/pg-with-extras:3.1' };
      return database(newPlatform({ images: { replace } }));
    },
    withLock('{ "images": { "postgres:17-alpine": "abc" } }', () => undefined),
  ],
  'docs/guides/migrations.md': [
    (p) =>
      new NexusService(p, 'ledger', {
        port: 5000,
        dockerfile: node({ context: 'modules/ledger', orm: Orm.prisma() }),
        uses: [database(p), { provider: database(p, 'archive', { developmentPort: 5433 }), prefix: 'ARCHIVE' }],
      }),
  ],
  'docs/guides/logs.md': [
    () => CentralLogs.loki({ retention: Duration.hours(36) }),
    () => CentralLogs.loki({ version: '3.6.10' }),
    (p) => new MonitoringStack(p, 'monitoring', { grafana: false, logs: CentralLogs.loki() }),
  ],
  'docs/guides/monitoring.md': [
    (p) => new MonitoringStack(p, 'monitoring', { version: '2.53.0' }),
    ...[
      { query: 'max(queue_lenght{job="orders"})' },
      { query: 'max(queue_length{' },
      { critical: { comparison: '>' as const, value: 50 } },
    ].map((changes) => (p: NexusPlatform) => {
      const orders = service(p, 'orders');
      orders.addContribution({ kind: 'scrape', port: 4002, path: '/metrics', metrics: ['queue_length'] });
      orders.addContribution({ ...QUEUE_LENGTH, ...changes });
      new MonitoringStack(p, 'monitoring');
      return render(p);
    }),
    () => Alerting.to([]),
    (p) => {
      new MonitoringStack(p, 'monitoring').setThresholds(database(p), 'conections-used', { warning: false });
      return render(p);
    },
    (p) => (new MonitoringStack(p, 'm', { host: false }).setThresholds('node-exporter', 'disk-free', {}), render(p)),
    (p) => new MonitoringStack(p, 'monitoring', { grafana: { version: '11.6.0' } }),
    (p) => new MonitoringStack(p, 'monitoring', { runbookUrl: 'docs/RUNBOOK.md' }),
  ],
  'docs/guides/networks.md': [
    () => newPlatform({ networks: { frontend: '172.19.0.0/17', backend: '172.19.0.0/16' } }),
    () => newPlatform({ networks: { block: '10.0.0.0/20' } }),
    () => newPlatform({ networks: { backend: '10.1.0.0' } }),
    () => {
      const shop = newPlatform({ networks: { edgePrefix: 29 } });
      service(shop, 'b', { port: 5001, replicas: 3, uses: [service(shop, 'a', { replicas: 3 })] });
      return render(shop);
    },
  ],
  'docs/guides/overrides.md': [
    (p) => {
      service(p, 'crm');
      p.compose.addOverride('services.cmr.ulimits.nofile', 65_536);
      p.compose.addOverride('services.crm.ulimts', 65_536);
    },
  ],
  'docs/guides/platform.md': [
    (p) => {
      const crm = service(p, 'crm');
      render(p);
      crm.addEnvironment('LOG_FORMAT', 'json');
    },
    (p) => {
      const folder = (p.node.scope as Project).outdir;
      mkdirSync(join(folder, 'out/modules/crm'), { recursive: true });
      for (const path of ['out/docker-compose.yml', 'out/modules/crm/Dockerfile'])
        writeFileSync(join(folder, path), 'mine\n');
      service(p, 'crm', { dockerfile: node({ context: 'modules/crm' }), image: undefined } as never);
      (p.node.scope as Project).synth();
    },
    () => new NexusPlatform(newProject(), 'ERP Nexus'),
    (p) => [service(p, 'crm'), service(p, 'crm')],
    (p) => other(p, { outdir: 'out' }),
    (p) => {
      const redis = new RedisCache(p, 'redis');
      service(other(p), 'crm', { uses: [redis] });
    },
  ],
  'docs/guides/postgres.md': [
    (p) => database(p, 'postgres', { database: 'nexus-erp' }),
    (p) => database(p, 'postgres', { version: 12 }),
    (p) => service(p, 'crm', { uses: [database(p, 'postgres', { owner: 'crm' })] }),
    (p) => database(p, 'postgres', { extensions: ['vector'] }),
    (p) => {
      const uses = [{ provider: database(p), poolSize: 20 }];
      service(p, 'crm', { replicas: 2, uses });
      service(p, 'stock', { port: 5001, replicas: 2, uses });
    },
    (p) => database(p, 'postgres', { maxConnections: 200, resources: MEMORY(512) }),
  ],
  'docs/guides/redis.md': [
    (p) => service(p, 'crm', { uses: [{ provider: new RedisCache(p, 'redis'), role: 'crm' }] }),
    (p) => [new RedisCache(p, 'redis'), new RedisCache(p, 'queue')],
    (p) =>
      service(p, 'crm', {
        replicas: 3,
        uses: [{ provider: new RedisCache(p, 'redis', { maxClients: 100 }), poolSize: 30 }],
      }),
  ],
  'docs/guides/resources-and-logging.md': [
    () => Resources.of({ memory: MemorySize.mebibytes(256), cpus: 1, memoryReservation: MemorySize.mebibytes(512) }),
  ],
  'docs/guides/reverse-proxy.md': [
    () => Tls.terminatedUpstream({ trustedProxies: ['0.0.0.0/0'] }),
    (p) =>
      new ReverseProxy(p, 'nginx', {
        routes: { '/': { service: service(p, 'crm'), requestBuffering: true } },
        maxBodySize: MemorySize.mebibytes(50),
        tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
      }),
    () => {
      const nginx = 'nginxinc/nginx-unprivileged:1.28-alpine';
      const p = newPlatform({ images: { replace: { [nginx]: `${nginx}-slim` } } });
      const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
      new ReverseProxy(p, 'nginx', { routes: { '/': service(p, 'crm') }, tls });
      new MonitoringStack(p, 'monitoring');
      return render(p);
    },
  ],
  'docs/guides/secrets.md': [
    (p) => service(p, 'crm', { environment: { API_KEY: 'abc' } }),
    (p) => new Secret(p, 'JWT-Secret'),
  ],
  ...MEASURED_MESSAGES,
  'docs/guides/service.md': [
    (p) => {
      const redis = new RedisCache(p, 'redis');
      service(p, 'crm', { uses: [redis] }).addUse(redis);
    },
    (p) => service(p, 'crm', { port: 80 }),
  ],
};

/** Of the audit's guide, whose messages are compared where they are made; a tree of files; what was left out. */
const OTHER = /^\s*(?:nexus: |[\w<>./-]+\s{2,}\S|\S+ \s*(?:roles and schemas)|out\/$|…|$)/;

const plain = (line: string) =>
  line
    .trim()
    .replace(/^(?:- |[A-Z]\w*Error: )/, '')
    .replace(/made at \S+\.ts:\d+/, 'made at N')
    .replace(/ \([^()]*\.ts(?::\d+)?\)$/, '');

const QUOTES = documents()
  .filter((file) => file === 'README.md' || file.startsWith('docs/guides/'))
  // What its script prints is held by cut-over.test.ts.
  .filter((file) => file !== 'docs/guides/cut-over.md')
  // What its scripts print is held by script-texts.test.ts.
  .filter((file) => file !== 'docs/guides/deploy.md')
  .flatMap(blocks)
  .filter(({ language }) => language === 'text')
  .flatMap(({ file, line, text }) =>
    text
      .split('\n')
      .map((quote, i) => ({ file, line: line + 1 + i, quote }))
      .filter(({ quote }) => !OTHER.test(quote)),
  );

/** Messages of other tests' runs, word by word. */
const GOLDEN = ['bad-input', 'refusals']
  .map((name) => readFileSync(join(ROOT, 'test/golden/messages', `${name}.txt`), 'utf8'))
  .join('\n');

function saidIn(file: string): string[] {
  const messages = (SAID[file] ?? []).map((act) =>
    messageOf(() => {
      const platform = newPlatform();
      act(platform);
      render(platform);
    }),
  );
  return [...messages, GOLDEN].flatMap((message) => message.split('\n')).map(plain);
}

test.each([...new Set(QUOTES.map(({ file }) => file))])('%s quotes messages as they are', (file) => {
  const said = saidIn(file);
  const isSaid = (quote: string) =>
    said.some((line) => (quote.endsWith(' …') ? line.startsWith(quote.slice(0, -2)) : line === quote));
  const quoted = QUOTES.filter((one) => one.file === file);
  expect(quoted.filter(({ quote }) => !isSaid(plain(quote))).map(({ line, quote }) => `${line}: ${quote}`)).toEqual([]);
});
