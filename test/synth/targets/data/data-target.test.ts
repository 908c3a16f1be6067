import { describe, expect, test } from 'vitest';
import { Duration, MemorySize, NexusPlatform, NexusService, Phase } from '../../../../src/index.js';
import { renderPlatform } from '../../../../src/synth/index.js';
import { dataTarget, modelFile } from '../../../../src/synth/targets/data/data-target.js';
import { modelData } from '../../../../src/synth/targets/data/model-data.js';
import { printData } from '../../../../src/synth/targets/data/print-data.js';
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
    expect(data).toMatchObject({ schema: 1, name: 'erp-nexus', outdir: 'out', phase: 'Advanced' });
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
    expect(data.workloads).toMatchObject({
      crm: {
        construct: 'erp-nexus/crm',
        resources: { limits: { memory: '512M' } },
        liveness: { check: { kind: 'http', port: 5004, path: '/health' }, interval: '10s' },
        provenance: {
          'environment/REDIS_URL_TEMPLATE': 'relation crm → redis',
          'secrets/gateway_hmac_secret': 'declared secrets',
          readiness: 'phase Advanced',
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
    for (const line of changed) expect(line).toMatch(/96M|48M|"limits"|"reservations"/);
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

test('short values are on one line, long ones have a line for each part', () => {
  expect(printData({ a: { b: 1, c: ['x', 'y'] }, d: {}, e: [] })).toBe(
    '{\n  "a": { "b": 1, "c": ["x", "y"] },\n  "d": {},\n  "e": []\n}\n',
  );
  const long = printData({ a: { b: 'x'.repeat(60), c: 'y'.repeat(60) } });
  expect(long).toBe(`{\n  "a": {\n    "b": "${'x'.repeat(60)}",\n    "c": "${'y'.repeat(60)}"\n  }\n}\n`);
  for (const line of printData(JSON.parse(long) as never).split('\n')) expect(line.length).toBeLessThanOrEqual(120);
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
  expect(text).toContain('"environment": { "B": "1", "__proto__": "kept" }');
});
