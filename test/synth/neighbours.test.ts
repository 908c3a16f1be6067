import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { Environment, NexusPlatform, NexusService, PostgresDatabase, ReverseProxy, Tls } from '../../src/index.js';
import { besideWarnings, portWarnings } from '../../src/synth/neighbours.js';
import { messageOf, newPlatform, newProject, render, temporaryFolder } from '../support/project.js';

interface Given {
  readonly http?: number;
  readonly addresses?: readonly string[];
  readonly loopback?: number;
  readonly database?: number;
  readonly environments?: readonly Environment[];
}

function models(...platforms: readonly Given[]) {
  const project = newProject();
  return platforms.map(({ http = 80, addresses, loopback, database, environments }, i) => {
    const outdir = `out${i}`;
    const platform = new NexusPlatform(project, `shop${i}`, { outdir, ...(environments && { environments }) });
    const web = new NexusService(platform, 'web', {
      port: 5000 + i,
      image: 'a/b:1',
      developmentPort: 5100 + i,
      ...(loopback !== undefined && { publishLoopback: loopback }),
    });
    const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
    const publish = { http, ...(addresses && { addresses }) };
    new ReverseProxy(platform, 'nginx', { routes: { '/': web }, tls, publish, developmentPort: 8100 + i });
    if (database !== undefined) new PostgresDatabase(platform, 'db', { database: 'shop', developmentPort: database });
    return platform.toModel();
  });
}

test.each<[string, Given, Given, string[]]>([
  [
    'every address',
    {},
    {},
    [
      "platforms shop0 and shop1 both publish 0.0.0.0:80, and so can't run on one host. Publish them on other ports, or other addresses",
    ],
  ],
  [
    'one address of all',
    {},
    { addresses: ['127.0.0.1'] },
    [
      "platforms shop0 and shop1 both publish 127.0.0.1:80, and so can't run on one host. Publish them on other ports, or other addresses",
    ],
  ],
  [
    'a loopback port',
    { loopback: 9000 },
    { http: 81, loopback: 9000 },
    [
      "platforms shop0 and shop1 both publish 127.0.0.1:9000, and so can't run on one host. Publish them on other ports, or other addresses",
    ],
  ],
  [
    "a developer's port",
    { database: 5432 },
    { http: 81, database: 5432 },
    [
      `platforms shop0 and shop1 both publish 127.0.0.1:5432, and so can't run on a developer's machine at once. Give their constructs another "developmentPort"`,
    ],
  ],
  ['other ports', { database: 5432 }, { http: 81, database: 5433 }, []],
  ['other addresses', { addresses: ['192.0.2.1'] }, { addresses: ['192.0.2.2'] }, []],
  [
    "a developer's port of one without an overlay for it",
    { database: 5432 },
    { http: 81, database: 5432, environments: [] },
    [],
  ],
])('two platforms that publish %s', (_, one, other, warnings) => {
  expect(portWarnings(models(one, other))).toEqual(warnings);
});

it('says that Compose reads another file in the folder of the output, or lays one over ours', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'out0'));
  for (const name of ['compose.yaml', 'docker-compose.override.yml', 'docker-compose.yml'])
    writeFileSync(join(root, 'out0', name), '');
  expect(besideWarnings(root, models({}))).toEqual([
    'out0/compose.yaml is what "docker compose up" reads there, not docker-compose.yml. Move it away, or name the file: docker compose -f docker-compose.yml up',
    '"docker compose up" lays out0/docker-compose.override.yml over docker-compose.yml. Move it away, or see that it still fits',
  ]);
});

it('refuses an environment whose file Compose would lay over production by itself', () => {
  const platform = newPlatform({ environments: [Environment.overlay('override', { environment: { A: 'a' } })] });
  expect(messageOf(() => render(platform))).toContain(
    'docker-compose.override.yml is laid over production by every "docker compose up". Choose another name',
  );
});
