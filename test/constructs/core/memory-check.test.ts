import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import {
  Environment,
  Frontend,
  MemorySize,
  type NexusPlatform,
  NexusService,
  type NexusServiceProps,
  PostgresDatabase,
  RedisCache,
  Resources,
  ReverseProxy,
  SecureDockerfile,
  Tls,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const MiB = (amount: number) => MemorySize.mebibytes(amount);
const resources = (amount: number) => Resources.of({ memory: MiB(amount), cpus: 0.5 });
const node = (platform: NexusPlatform, props: Partial<NexusServiceProps> = {}) =>
  new NexusService(platform, 'crm', { port: 5000, dockerfile: SecureDockerfile.node({ context: 'crm' }), ...props });
const site = (platform: NexusPlatform, amount: number) =>
  new Frontend(platform, 'crm', {
    dockerfile: SecureDockerfile.staticSite({ context: 'crm' }),
    resources: resources(amount),
  });

function tmpfsOf(add: (platform: NexusPlatform) => { readonly name: string }): string[] {
  const platform = newPlatform();
  const { name } = add(platform);
  const { services } = parse(render(platform)['docker-compose.yml'] ?? '', { merge: true, logLevel: 'silent' }) as {
    services: Record<string, { tmpfs: string[] }>;
  };
  return (services[name]?.tmpfs ?? []).map((text) => /^\S+?:size=\w+/.exec(text)?.[0] ?? text);
}

function problemOf(add: (platform: NexusPlatform) => unknown, environments?: readonly Environment[]): string {
  const platform = newPlatform(environments && { environments });
  add(platform);
  return messageOf(() => render(platform));
}

describe('the size of /tmp follows the memory limit', () => {
  test.each<[string, (platform: NexusPlatform) => { readonly name: string }, string]>([
    ['a Node service of 512 MiB', (p) => node(p), '64M'],
    ['one of 2 GiB', (p) => node(p, { resources: resources(2048) }), '64M'],
    ['one of 64 MiB', (p) => node(p, { resources: resources(64) }), '8M'],
    [
      'an image of others',
      (p) => new NexusService(p, 'a', { port: 5000, image: 'a/b:1', resources: resources(16) }),
      '8M',
    ],
    ['a site of 128 MiB', (p) => site(p, 128), '64M'],
    ['a site of 32 MiB', (p) => site(p, 32), '16M'],
    ['a database of 1 GiB', (p) => new PostgresDatabase(p, 'db', { database: 'shop' }), '64M'],
    ['one of 256 MiB', (p) => new PostgresDatabase(p, 'db', { database: 'shop', resources: resources(256) }), '16M'],
    ['a cache of 128 MiB', (p) => new RedisCache(p, 'redis'), '16M'],
    ['one of 8 MiB', (p) => new RedisCache(p, 'redis', { maxMemory: MiB(8) }), '1M'],
  ])('%s', (_, add, size) => {
    expect(tmpfsOf(add)).toContain(`/tmp:size=${size}`);
  });
});

describe('what does not fit in the memory limit is refused with the sum', () => {
  it.each<[string, (platform: NexusPlatform) => unknown, string]>([
    [
      'a folder in memory',
      (p) => node(p).addTmpfs('/big', MemorySize.gibibytes(4)),
      "[shop/crm] what crm is promised does not fit in its memory limit 512M: V8's heap 384M, Node.js itself 8M, /big 4G, /tmp 64M; together 4552M. Give it resources: Resources.of({ memory: MemorySize.mebibytes(16672), … }), or lower one of these.",
    ],
    [
      '/tmp that is named',
      (p) => node(p, { resources: resources(64), tmp: MiB(64) }),
      "does not fit in its memory limit 64M: V8's heap 48M, Node.js itself 8M, /tmp 64M; together 120M. Give it resources: Resources.of({ memory: MemorySize.mebibytes(288), … })",
    ],
    [
      'Node.js itself',
      (p) => node(p, { resources: resources(16) }),
      "limit 16M: V8's heap 12M, Node.js itself 8M, /tmp 2M; together 22M. Give it resources: Resources.of({ memory: MemorySize.mebibytes(64), … })",
    ],
    [
      'a heap that somebody says',
      (p) => node(p, { environment: { NODE_OPTIONS: '--max_old_space_size=4096' } }),
      "limit 512M: V8's heap 4G, Node.js itself 8M, /tmp 64M; together 4168M. Give it resources: Resources.of({ memory: MemorySize.mebibytes(4168), … })",
    ],
    ['a site', (p) => site(p, 16), 'limit 16M: nginx with 2 workers 15M, /tmp 8M; together 23M'],
    [
      'an image of others',
      (p) => new NexusService(p, 'a', { port: 5000, image: 'a/b:1', tmp: MiB(513) }),
      'what a is promised does not fit in its memory limit 512M: /tmp 513M. Give it resources: Resources.of({ memory: MemorySize.mebibytes(513), … })',
    ],
    [
      'a folder of a database',
      (p) => new PostgresDatabase(p, 'db', { database: 'shop' }).addTmpfs('/dump', MiB(600)),
      'limit 1G: shared_buffers 256M, /dev/shm 128M, /dump 600M, /tmp 64M, /var/run/postgresql 1M; together 1049M',
    ],
    [
      'a folder of a cache',
      (p) => new RedisCache(p, 'redis').addTmpfs('/dump', MiB(48)),
      'limit 192M: maxmemory 128M, /data 1M, /dump 48M, /tmp 16M; together 193M',
    ],
    [
      'a folder of a proxy',
      (p) => {
        const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
        new ReverseProxy(p, 'nginx', { routes: { '/': node(p) }, tls }).addTmpfs('/cache', MiB(120));
      },
      'what nginx is promised does not fit in its memory limit 128M: nginx 20992K, /cache 120M, /tmp 4M; together 147968K. Give it resources: Resources.of({ memory: MemorySize.mebibytes(145), … })',
    ],
  ])('%s', (_, add, text) => {
    expect(problemOf(add)).toContain(text);
  });

  it('names the line of the construct', () => {
    expect(problemOf((p) => node(p, { tmp: MemorySize.gibibytes(1) }))).toMatch(/memory-check\.test\.ts:\d+\)/);
  });

  it('also where an overlay lowers the limit, whose heap follows', () => {
    const environments = [Environment.overlay('staging', { resources: resources(128) })];
    expect(problemOf((p) => node(p, { tmp: MiB(32) }), environments)).toContain(
      "what crm is promised does not fit in the memory limit that staging gives it, 128M: V8's heap 96M, Node.js itself 8M, /tmp 32M; together 136M. Give the environment at least MemorySize.mebibytes(160)",
    );
  });
});

it.each<[string, Partial<NexusServiceProps>]>([
  ['a small one', { resources: resources(64) }],
  [
    "one with a heap of the user's",
    { resources: resources(32), environment: { NODE_OPTIONS: '--max-old-space-size=20' } },
  ],
  [
    'one whose folder is large, and heap small',
    { tmp: MiB(256), environment: { NODE_OPTIONS: '--max-old-space-size=192' } },
  ],
])('%s is fine', (_, props) => {
  const platform = newPlatform();
  node(platform, props);
  expect(render(platform)['docker-compose.yml']).toContain('crm:');
});
