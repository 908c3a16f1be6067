import { describe, expect, test } from 'vitest';
import { Duration, expandModel, MemorySize, NexusPlatform, NexusService, Phase } from '../../../../src/index.js';
import { renderPlatform } from '../../../../src/synth/index.js';
import { dataTarget, modelFile } from '../../../../src/synth/targets/data/data-target.js';
import { modelData } from '../../../../src/synth/targets/data/model-data.js';
import { linesOfData, printData } from '../../../../src/synth/targets/data/print-data.js';
import { loadErpNexus } from '../../../support/erp-nexus.js';
import { filesOf, synthesize } from '../../support/site.js';
import { newPlatform, newProject, renderAll, temporaryFolder } from '../../../support/project.js';

const FILE = '.nexus/erp-nexus.model.json';
const CUT = "const jwt = new Secret(nexus, 'jwt_secret'";

async function erp(edit?: (source: string) => string): Promise<string> {
  const compose = await loadErpNexus(edit);
  return renderAll(compose(newProject(), Phase.Advanced))[FILE] ?? '';
}

describe('the model as data', async () => {
  const text = await erp();
  const data = JSON.parse(text) as Record<string, unknown>;

  test('is JSON of a known version, which says that it is generated', () => {
    expect(data).toMatchObject({ schema: 3, name: 'erp-nexus', outdir: 'out', phase: 'Advanced' });
    expect(Object.keys(data)[0]).toBe('//');
    expect(text).toMatch(/[^\n]\n$/);
  });

  test('has every part of the model', () => {
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining([
        'workloads',
        'edges',
        'networks',
        'routes',
        'secrets',
        'volumes',
        'contributions',
        'environments',
        'variables',
        'overrides',
        'acknowledgements',
        'documents',
      ]),
    );
    expect(expandModel(data).workloads).toMatchObject({
      crm: {
        construct: 'erp-nexus/crm',
        resources: { limits: { memory: '512M' } },
        liveness: { check: { kind: 'http', port: 5004, path: '/health' }, interval: '10s' },
        provenance: {
          'relation crm -> redis': expect.arrayContaining(['environment/REDIS_URL_TEMPLATE']) as unknown,
          'declared secrets': expect.arrayContaining(['secrets/gateway_hmac_secret']) as unknown,
          'phase Advanced': ['readiness', 'labels/nexus.readiness'],
        },
      },
    });
    expect(data.routes).toContainEqual(
      expect.objectContaining({ path: '/api', target: { workload: 'api-gateway', port: 5001 } }),
    );
    expect(data.secrets).toMatchObject({ jwt_secret: { construct: 'erp-nexus/jwt_secret' } });
  });

  test('names no line, no file of the program, no folder of a machine', () => {
    expect(text).not.toMatch(/\.ts:\d+/);
    expect(text).not.toContain('projenrc.ts:');
    expect(text).not.toContain(process.cwd());
    expect(text).not.toMatch(/"(?:location|stack|holder)"/);
  });

  test('does not change when the program moves down by lines, or is asked for twice', async () => {
    const moved = await erp((source) => source.replace(CUT, `${'\n'.repeat(40)}// moved\n${CUT}`));
    expect(moved).toBe(text);
    expect(await erp()).toBe(text);
  });

  test('changes when the platform does, on the lines that say it', async () => {
    const after = await erp((source) =>
      source.replace('maxMemory: MemorySize.mebibytes(128)', 'maxMemory: MemorySize.mebibytes(64)'),
    );
    const lines = new Set(text.split('\n'));
    const changed = after.split('\n').filter((line) => !lines.has(line));
    expect(changed.length).toBeGreaterThan(0);
    for (const line of changed) expect(line).toMatch(/^ *"(?:memory|size)": "(?:96|48|8)M",?$/);
  });

  test('holds plain values alone: no instance of a class, no map, nothing undefined', async () => {
    const compose = await loadErpNexus();
    const walk = (value: unknown, path: string): void => {
      if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return;
      expect(typeof value, path).toBe('object');
      const prototype = Object.getPrototypeOf(value) as unknown;
      expect(prototype === Object.prototype || prototype === Array.prototype, path).toBe(true);
      for (const [key, item] of Object.entries(value as object)) walk(item, `${path}/${key}`);
    };
    const plain = modelData(compose(newProject(), Phase.Advanced).toModel());
    walk(plain, '');
    // What JSON writes is all that there is.
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });
});

test('value classes are their own text', () => {
  expect([Duration.seconds(90), MemorySize.mebibytes(512)].map(String)).toEqual(['1m30s', '512M']);
});

test('each platform of a project has a file of its own, which goes with it', () => {
  const folder = temporaryFolder();
  const run = (second: boolean) => {
    const project = newProject(folder);
    newPlatform({ outdir: 'one' }, project);
    if (second) new NexusPlatform(project, 'market', { outdir: 'two' });
    project.synth();
    return filesOf(folder, '.nexus/');
  };
  expect(run(true)).toEqual(['.nexus/manifest.json', modelFile('market'), modelFile('shop')]);
  expect(run(false)).toEqual(['.nexus/manifest.json', modelFile('shop')]);
});

test('lies beside the manifest, wherever the output is', () => {
  const folder = temporaryFolder();
  synthesize(folder, {}, { outdir: 'deep/er' });
  expect(filesOf(folder, '.nexus/')).toEqual(['.nexus/manifest.json', modelFile('shop')]);
});

test('hostile text comes back as it went in', () => {
  for (const value of ['"; rm -rf /', '\u2028\u0000\\', '//', '</script>', '${X}', 'é😀'])
    expect(JSON.parse(printData({ a: [value], [value]: { b: value } }))).toEqual({ a: [value], [value]: { b: value } });
});

test('every value has a line, so that a change of one moves no other', () => {
  expect(printData({ a: { b: 1, c: ['x', 'y'] }, d: {}, e: [] })).toBe(
    '{\n "a": {\n  "b": 1,\n  "c": [\n   "x",\n   "y"\n  ]\n },\n "d": {},\n "e": []\n}\n',
  );
});

test('every line has a path, also in a model with empty and missing values', () => {
  const data = { a: { b: 1, none: undefined, c: ['x', { y: [] }] }, d: {}, e: [null] };
  expect(linesOfData(data).map((path) => path.join('/'))).toEqual([
    '',
    'a',
    'a/b',
    'a/c',
    'a/c/0',
    'a/c/1',
    'a/c/1/y',
    'a/c/1',
    'a/c',
    'a',
    'd',
    'e',
    'e/0',
    'e',
    '',
  ]);
  expect(printData(data).trimEnd().split('\n')).toHaveLength(15);
});

test('names who says a value; what nobody is named for is a rule of its kind', () => {
  const platform = newPlatform();
  new NexusService(platform, 'crm', { port: 5004, image: 'crm:1', restart: 'on-failure', labels: { 'a/b': 'c' } });
  const model = platform.toModel();
  const [file] = dataTarget.render(model, []).files;
  const { provenance } = (JSON.parse(file?.content ?? '') as { workloads: Record<string, { provenance: object }> })
    .workloads.crm ?? { provenance: {} };
  expect(provenance).toMatchObject({ 'declared restart': ['restart'], 'declared labels': ['labels/a~1b'] });
  const named = new Set(Object.values(provenance as Record<string, string[]>).flat());
  for (const [path, { by }] of model.workloads[0]?.provenance ?? []) expect(named.has(path), path).toBe(by !== 'rule');
  // Above what is left out stands nothing that would be taken for it.
  for (const path of named)
    expect(
      [...named].some((other) => other.startsWith(`${path}/`)),
      path,
    ).toBe(false);
  // The line of a name says the value that it names.
  const line = (file?.content ?? '').split('\n').findIndex((text) => text.includes('"labels/a~1b"'));
  expect(file?.says?.(line + 1)).toEqual(['workloads', 'crm', 'labels', 'a/b']);
});

test('is one target among others', () => {
  expect(dataTarget.name).toBe('data');
  const model = newPlatform().toModel();
  expect(dataTarget.render(model, []).files.map(({ path }) => path)).toEqual([modelFile('shop')]);
  expect(renderPlatform(model).map(({ path }) => path)).toContain(modelFile('shop'));
});

test('a variable that is called __proto__ is there like any other', () => {
  const platform = newPlatform();
  const service = new NexusService(platform, 'a', { port: 4001, image: 'a:1' });
  service.addEnvironment('__proto__', 'kept');
  service.addEnvironment('B', '1');
  const text = renderAll(platform)['.nexus/shop.model.json'] ?? '';
  expect(text).toMatch(/"environment": \{\s+"B": "1",\s+"__proto__": "kept"\s+\}/);
});
