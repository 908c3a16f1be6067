import type { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import {
  HealthCheck,
  MemorySize,
  NexusService,
  NexusWorkload,
  Phase,
  type Probe,
  type ProcessSettings,
  Resources,
  Secret,
  Volume,
  type WorkloadImage,
} from '../../src/index.js';
import { provenanceOf } from '../../src/model/where.js';
import { renderPlatform, type RenderedFile } from '../../src/synth/index.js';
import { loadErpNexus } from '../support/erp-nexus.js';
import { newPlatform, newProject } from '../support/project.js';

/** The value of the model that each key of a service says; `target` where the lines below say more. */
const OF_KEYS: Readonly<Record<string, string>> = {
  image: 'image',
  pull_policy: 'image',
  build: 'image',
  entrypoint: 'entrypoint',
  command: 'command',
  environment: 'target structure',
  secrets: 'secrets',
  volumes: 'mounts',
  tmpfs: 'mounts',
  user: 'security user',
  group_add: 'security groups',
  read_only: 'security readOnlyRootFilesystem',
  init: 'security init',
  cap_drop: 'security capabilities',
  cap_add: 'security capabilities',
  security_opt: 'security noNewPrivileges',
  restart: 'restart',
  stop_signal: 'stopSignal',
  stop_grace_period: 'stopGracePeriod',
  shm_size: 'sharedMemory',
  healthcheck: 'liveness',
  logging: 'logging',
  labels: 'target structure',
  depends_on: 'target structure',
  networks: 'target structure',
  network_mode: 'target structure',
  ports: 'publish',
  deploy: 'resources',
  '<<': 'target hardened',
};

/** What each key of a service says, by the name of the service: the first two or three parts of the path. */
function keysOf(file: RenderedFile, found: Map<string, Set<string>>): void {
  let service = '';
  const lines = file.content.split('\n');
  for (const [i, text] of lines.entries()) {
    if (i > lines.indexOf('services:')) service = /^ {2}(\S+):$/.exec(text)?.[1] ?? service;
    const key = /^ {4}([\w<]+):/.exec(text)?.[1];
    const [section, name, ...rest] = file.says?.(i + 1) ?? [];
    if (key === undefined || service === '' || section === 'networks' || section === 'volumes' || section === 'secrets')
      continue;
    if (section === 'workloads') expect([name, text]).toEqual([service, text]);
    const wanted = OF_KEYS[key]?.split(' ').length ?? 1;
    const path = section === 'workloads' ? rest.slice(0, wanted) : [section ?? '', name ?? ''];
    const known = found.get(key);
    if (known) known.add(path.join(' '));
    else found.set(key, new Set([path.join(' ')]));
  }
}

/** A workload that says everything that one can say. */
class Everything extends NexusWorkload {
  public constructor(scope: Construct) {
    const security = {
      user: '1001:1001',
      readOnlyRootFilesystem: false,
      init: false,
      capabilities: ['NET_BIND_SERVICE'],
    };
    super(
      scope,
      'everything',
      { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [80] },
      { security, replicas: 2, egress: true, environment: { A: 'a' }, secrets: [new Secret(scope, 'key')] },
    );
    this.addVolume(new Volume(scope, 'data'), '/data');
    this.addTmpfs('/tmp', MemorySize.mebibytes(16));
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: 'example/all:1' };
  }

  protected override probe(): Probe {
    return HealthCheck.http('/').toProbe(80);
  }

  protected override process(): ProcessSettings {
    const sharedMemory = MemorySize.mebibytes(64);
    return { entrypoint: ['/all'], command: ['run'], stopSignal: 'SIGINT', sharedMemory };
  }
}

describe('each key of a service', () => {
  test('says the one value of the model that it is written from', async () => {
    // GIVEN
    const platform = newPlatform();
    new Everything(platform);
    const alone = [{ readOnlyRootFilesystem: false }, { init: false }].map((security) => {
      const platform = newPlatform();
      new NexusService(platform, 'alone', { port: 8080, image: 'example/a:1', security });
      return { ...platform.toModel(), networks: [], environments: [] };
    });
    const erp = (await loadErpNexus())(newProject(), Phase.Advanced);

    // WHEN
    const found = new Map<string, Set<string>>();
    for (const model of [platform.toModel(), ...alone, erp.toModel()]) {
      const files = renderPlatform(model).filter(({ path }) => /docker-compose(?:\.monitoring)?\.yml$/.test(path));
      for (const file of files) keysOf(file, found);
    }

    // THEN
    expect(Object.fromEntries([...found].map(([key, paths]) => [key, [...paths].join(' or ')]))).toEqual(OF_KEYS);
  });
});

const HEADERS = [
  'contentSecurityPolicy',
  'contentTypeOptions',
  'frameOptions',
  'referrerPolicy',
  'permissionsPolicy',
  'crossOriginOpenerPolicy',
];
const SIZES = ['maxBodySize', 'maxRequestHeaderSize', 'maxResponseHeaderSize'];
/** Props of the proxy in the order in which nginx.conf says them: the document has their provenance. */
const NGINX = [
  ...['metrics', 'resources', 'keepAlive', 'metrics', ...HEADERS, ...SIZES, 'serverNames', 'metrics', 'tls'],
  ...HEADERS,
].map((prop) => `documents/infrastructure/nginx/nginx.conf/${prop}`);

/** What a route does not lead to stands before where it leads. */
const ROUTES = ['routes/nginx//api', 'routes/nginx//'];

describe('each block of a template', () => {
  test('says the value that it is about, and what follows says the file', async () => {
    const model = (await loadErpNexus())(newProject(), Phase.Advanced).toModel();
    const blocks = renderPlatform(model).flatMap((file) => {
      if (file.document?.kind !== 'template') return [];
      const own = `documents/${file.document.path}`;
      const paths = file.content
        .split('\n')
        .slice(0, -1)
        .map((_, i) => file.says?.(i + 1).join('/') ?? '');
      const changes = paths.filter((path, i) => path !== paths[i - 1]);
      if (changes.length === 1) return [];
      expect([changes[0], changes.at(-1)]).toEqual([own, own]);
      return [[file.path, changes.filter((path) => path !== own)] as const];
    });
    const services = ['user-management', 'crm', 'services', 'agendamento', 'postgres-exporter'];
    const secrets = model.secrets.map(({ name }) => name);
    const isPem = (name: string) => name.startsWith('tls_');
    const random = secrets.filter((name) => !isPem(name)).map((name) => `secrets/${name}`);
    const mounting = ['postgres', 'redis', 'user-management', 'crm', 'services', 'agendamento', 'api-gateway', 'nginx']
      .concat('grafana', 'postgres-exporter', 'redis-exporter')
      .map((name) => `workloads/${name}`);
    const supplied = secrets.filter(isPem).map((name) => `secrets/${name}`);
    expect(Object.fromEntries(blocks)).toEqual({
      'out/infrastructure/postgres/init/roles.sql': services.map((name) => `workloads/${name}`),
      'out/infrastructure/nginx/nginx.conf': [...NGINX, ...ROUTES],
      // Made, a pair is made, what is there is looked at, the pair is compared.
      'out/scripts/secrets.sh': [...random, 'workloads/nginx', ...random, ...supplied, 'workloads/nginx'],
      // How each is rotated, in the order of declaration; who mounts which, behind what it needs.
      // What is known of each that can be replaced.
      'out/scripts/lib/containers.sh': model.workloads
        .filter(({ kind }) => kind !== 'job')
        .map(({ name }) => `workloads/${name}`),
      'out/scripts/lib/secrets-running.sh': [...secrets.map((name) => `secrets/${name}`), ...mounting],
    });
  });

  test('is as long as what it is about', async () => {
    const model = (await loadErpNexus())(newProject(), Phase.Advanced).toModel();
    const files = new Map(renderPlatform(model).map((file) => [file.path, file]));
    const said = (path: string, text: RegExp) => {
      const file = files.get(path);
      const lines = (file?.content ?? '').split('\n');
      const found = [...lines.entries()].flatMap(([i, line]) =>
        text.test(line) ? [file?.says?.(i + 1).join('/')] : [],
      );
      expect(found.length).toBeGreaterThan(0);
      return [...new Set(found)];
    };
    expect(said('out/infrastructure/postgres/init/roles.sql', /"crm"/)).toEqual(['workloads/crm']);
    expect(said('out/infrastructure/postgres/init/roles.sql', /\\unset/)[0]).toMatch(/^documents/);
    expect(said('out/scripts/secrets.sh', /^ {2}random jwt_secret /)).toEqual(['secrets/jwt_secret']);
    expect(said('out/scripts/secrets.sh', /secrets: supply/)[0]).toMatch(/^documents/);
    expect(said('out/infrastructure/nginx/nginx.conf', /location ~ \^\/api\//)).toEqual(['routes/nginx//api']);
  });
});

test.each([
  ['below the marker', ['one', 'two'], [undefined, 'one', 'two']],
  ['around it, after a line that must be first', ['#!/bin/sh', 'one', 'two'], ['#!/bin/sh', undefined, 'one', 'two']],
])('lines of a document are counted as the document has them: %s', (_, lines, expected) => {
  const platform = newPlatform();
  const { origin } = platform;
  const provenance = new Map(lines.map((name, i) => [`lines/${i + 1}`, { by: 'prop', name, origin } as const]));
  platform.addDocument({ path: 'a.sh', kind: 'lines', syntax: 'hash', lines, provenance });
  const model = platform.toModel();
  const file = renderPlatform(model).find(({ path }) => path === 'out/a.sh');
  const said = expected.map((_name, i) => provenanceOf(model, file?.says?.(i + 1) ?? []));
  expect(said).toMatchObject(
    expected.map((name) => (name === undefined ? { by: 'call', name: 'lines' } : { by: 'prop', name })),
  );
});
