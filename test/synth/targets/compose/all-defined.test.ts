import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComposeFile } from '../../../../src/model/compose.js';
import { Phase } from '../../../../src/index.js';
import { allDefined } from '../../../../src/synth/targets/compose/all-defined.js';
import { checkReferences } from '../../../../src/synth/targets/compose/check-references.js';
import { renderPlatform } from '../../../../src/synth/index.js';
import { printYaml, Tagged } from '../../../../src/synth/render/yaml.js';
import type { RenderedFile } from '../../../../src/synth/render/files.js';
import { loadErpNexus } from '../../../support/erp-nexus.js';
import { newProject } from '../../../support/project.js';

const DEPLOY = { resources: { limits: { memory: '64M' }, reservations: { memory: '32M' } } };
const MAIN: ComposeFile = {
  services: {
    crm: {
      image: 'shop/crm:${TAG:-local}',
      networks: ['front'],
      depends_on: { users: { condition: 'service_started' } },
      secrets: ['key', { source: 'token', target: '/t' }],
      configs: ['settings'],
      volumes: [
        { type: 'volume', source: 'data', target: '/data' },
        { type: 'bind', source: './x', target: '/x' },
      ],
    },
    users: { build: { context: 'users', secrets: ['key'] }, networks: { front: {}, default: {} }, deploy: DEPLOY },
  },
  networks: { front: {} },
  volumes: { data: {} },
  secrets: { key: { file: './key' }, token: { file: './token' } },
  configs: { settings: { file: './settings' } },
} as ComposeFile;
const OVERLAY: ComposeFile = {
  services: { crm: { ports: new Tagged('!override', ['80:80']), networks: ['edge'] } },
  networks: { edge: {} },
};

/** A copy in which the value at a path is another; `undefined` takes it away. */
function changed(document: ComposeFile, path: readonly (string | number)[], value: unknown): ComposeFile {
  const copy = (item: unknown, [key, ...rest]: readonly (string | number)[]): unknown => {
    if (key === undefined) return value;
    if (item instanceof Tagged || item === null || typeof item !== 'object') return item;
    const inner = copy((item as Record<string, unknown>)[key], rest);
    if (Array.isArray(item)) return item.map((each: unknown, index) => (index === key ? inner : each));
    const entries = Object.entries(item).filter(([name]) => name !== key);
    return Object.fromEntries(inner === undefined ? entries : [...entries, [key, inner]]);
  };
  return copy(document, path) as ComposeFile;
}

test('shows at once that a set of files names nothing that is not there', () => {
  expect(allDefined([MAIN], false)).toBe(true);
  expect(allDefined([MAIN, OVERLAY], true)).toBe(true);
});

test.each<[string, readonly (string | number)[], unknown]>([
  ['a network', ['services', 'crm', 'networks', 0], 'elsewhere'],
  ['a network with settings', ['services', 'users', 'networks', 'elsewhere'], {}],
  ['a service', ['services', 'crm', 'depends_on', 'stock'], {}],
  ['a service in a list', ['services', 'users', 'depends_on'], ['stock']],
  ['a secret', ['services', 'crm', 'secrets', 0], 'other'],
  ['a secret with settings', ['services', 'crm', 'secrets', 1], { source: 'other' }],
  ['a secret of a build', ['services', 'users', 'build', 'secrets'], ['other']],
  ['a config', ['services', 'crm', 'configs', 0], 'other'],
  ['a volume', ['services', 'crm', 'volumes', 0, 'source'], 'other'],
  ['an image', ['services', 'crm', 'image'], undefined],
  ['a section', ['networks'], undefined],
  ['the services of a section', ['services'], undefined],
])('does not say so where %s is missing, or has gone', (_, path, value) => {
  const document = changed(MAIN, path, value);
  const isEmpty = path.length === 1 && path[0] === 'services';
  expect(allDefined([document], false)).toBe(isEmpty);
});

test.each<[string, readonly (string | number)[], unknown]>([
  ['a service of another file', ['services', 'crm', 'extends'], { service: 'users' }],
  ['files that are included', ['include'], ['other.yml']],
  ['a network of the host', ['services', 'crm', 'network_mode'], 'host'],
  ['a volume in the short form', ['services', 'crm', 'volumes', 0], 'data:/data'],
  ['a name out of a variable', ['services', 'crm', 'secrets', 0], '${KEY}'],
  ['an image out of a variable', ['services', 'crm', 'image'], '${IMAGE}'],
  ['something that is taken away', ['services', 'crm', 'image'], new Tagged('!reset', null)],
  ['services that share something', ['services', 'crm', 'pid'], 'service:users'],
  ['links', ['services', 'crm', 'links'], ['users']],
  ['services whose image a build takes', ['services', 'users', 'build', 'additional_contexts'], { x: 'service:crm' }],
  ['an older limit', ['services', 'users', 'mem_limit'], '6M'],
  ['a reservation above its limit', ['services', 'users', 'deploy', 'resources', 'limits', 'memory'], '16M'],
  ['a limit alone', ['services', 'users', 'deploy', 'resources', 'reservations'], undefined],
  ['a check that is off', ['services', 'users', 'healthcheck'], { disable: true }],
  ['an address', ['services', 'users', 'networks', 'front'], { ipv4_address: '10.0.0.2' }],
  ['a port that is published twice', ['services', 'users', 'ports'], ['127.0.0.1:80:80', '80:81']],
  ['services that wait for each other', ['services', 'users', 'depends_on'], ['crm']],
  ['a section of another form', ['networks'], ['front']],
])('leaves %s to a reader', (_, path, value) => {
  expect(allDefined([changed(MAIN, path, value)], false)).toBe(false);
});

test('does not say so of an overlay that has a service alone', () => {
  const overlay = { services: { stock: { image: 'stock:1' } } };
  expect(allDefined([MAIN, overlay], true)).toBe(false);
  expect(allDefined([MAIN, overlay], false)).toBe(true);
});

describe('what it says', () => {
  const name = fc.constantFrom(
    'front',
    'edge',
    'data',
    'key',
    'token',
    'crm',
    'users',
    'settings',
    'default',
    '${X}',
    'y',
  );
  const item = fc.oneof(
    name,
    name.map((source) => ({ source, target: '/t' })),
    name.map((source) => ({ type: 'volume', source, target: '/t' })),
    fc.constantFrom(null, 1, true, 'a:/b', './a:/b'),
  );
  const value = fc.oneof(
    item,
    fc.array(item, { maxLength: 3 }),
    fc.dictionary(name, fc.constant({}), { maxKeys: 3, noNullPrototype: true }),
    fc.array(name, { maxLength: 2 }).map((list) => new Tagged('!override', list)),
    fc.constantFrom<unknown>(undefined, new Tagged('!reset', null), ['80:80'], ['127.0.0.1:80:81'], ['0.0.0.0:81:80']),
    fc.constantFrom<unknown>('service:y', 'service:users', '5M', '64M', { disable: true }, { test: ['NONE'] }),
    fc.constantFrom<unknown>({ replicas: 2 }, DEPLOY, { resources: { limits: { memory: '16M' } } }),
    fc.constant({ resources: { limits: { memory: '16M' }, reservations: { memory: '32M' } } }),
    name.map((one) => ({ [one]: { ipv4_address: '10.0.0.2' } })),
    name.map((one) => ({ [one]: { condition: 'service_healthy' } })),
  );
  const service = fc.constantFrom('crm', 'users', 'stock');
  const key = fc.constantFrom(
    'image',
    'build',
    'networks',
    'network_mode',
    'depends_on',
    'secrets',
    'configs',
    'volumes',
    'extends',
    'links',
    'volumes_from',
    'pid',
    'ipc',
    'ports',
    'container_name',
    'mem_limit',
    'healthcheck',
    'deploy',
    'scale',
  );
  const path = fc.oneof(
    fc.tuple(fc.constant('services'), service, key),
    fc.tuple(fc.constantFrom('networks', 'volumes', 'secrets', 'configs', 'services'), name),
    fc.tuple(fc.constantFrom('networks', 'volumes', 'secrets', 'configs', 'services', 'include')),
  );
  const change = fc.tuple(fc.boolean(), path, value);

  test('is what a reader of the files finds', async () => {
    const model = (await loadErpNexus())(newProject(), Phase.Advanced).toModel();
    const file = (part: string, document: ComposeFile, readable: boolean): RenderedFile => {
      const path = `${model.outdir}/${part}`;
      const { text, tree } = printYaml(document, { file: path });
      return {
        path,
        content: text,
        executable: false,
        origin: model.origin,
        ...(readable && { compose: { document: {} as ComposeFile, tree } }),
      };
    };
    let fine = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let [main, overlay] = [MAIN, OVERLAY];
        for (const [inMain, at, to] of changes)
          if (inMain) main = changed(main, at, to);
          else overlay = changed(overlay, at, to);
        if (!allDefined([main, overlay], true) || !allDefined([main], false)) return;
        fine++;
        const development = { ...model, environments: model.environments.slice(0, 1), workloads: [] };
        const name = `docker-compose.${development.environments[0]?.name ?? ''}.yml`;
        const files = [file('docker-compose.yml', main, false), file(name, overlay, false)];
        expect(checkReferences(development, files)).toEqual([]);
      }),
      { numRuns: 3000, seed: 7 },
    );
    // Otherwise nothing was compared.
    expect(fine).toBeGreaterThan(300);
  });

  test('is that all is well with ERP Nexus: nobody reads its files again', async () => {
    const model = (await loadErpNexus())(newProject(), Phase.Advanced).toModel();
    const files = renderPlatform(model).filter(({ compose }) => compose);
    const trees: string[] = [];
    const watched = files.map(({ compose, ...rest }): RenderedFile => ({
      ...rest,
      ...(compose && {
        compose: {
          ...compose,
          tree: () => {
            trees.push(rest.path);
            return compose.tree();
          },
        },
      }),
    }));
    expect(watched.length).toBeGreaterThan(2);
    expect(checkReferences(model, watched)).toEqual([]);
    expect(trees).toEqual([]);
  });
});
