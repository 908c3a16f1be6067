import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { NexusService, Phase, type PlatformModel, SecureDockerfile } from '../../../src/index.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { CACHE } from '../../../src/synth/remember/cache-file.js';
import { RenderMemory } from '../../../src/synth/remember/render-memory.js';
import { contentSum, type RenderedFile } from '../../../src/synth/render/files.js';
import * as dockerfiles from '../../../src/synth/render/dockerfile.js';
import * as grafana from '../../../src/constructs/monitoring/grafana/sdk.js';
import { Derived } from '../../../src/model/derived.js';
import { loadErpNexus } from '../../support/erp-nexus.js';
import { newPlatform, newProject, temporaryFolder } from '../../support/project.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** One run over a folder: what it renders, and remembers. */
function run(model: PlatformModel, root: string = folder): RenderedFile[] {
  const memory = new RenderMemory(root, model.name);
  const files = renderPlatform(model, undefined, memory);
  memory.save();
  return files;
}

/** All that anybody reads of a file. */
function whole(file: RenderedFile) {
  const lines = file.content.split('\n').map((_, i) => file.says?.(i + 1));
  const { path, content, executable, answers, document } = file;
  const tree = JSON.stringify(file.compose?.tree(), (_, item: unknown) => (item instanceof Map ? [...item] : item));
  return { path, content, executable, answers, document, sum: contentSum(file), lines, origin: file.origin.path, tree };
}

const file = (name: string) => join(folder, CACHE, `${name}.rendered.json`);

function shop(port = 4002): PlatformModel {
  const platform = newPlatform();
  const dockerfile = SecureDockerfile.node({ context: 'modules/orders' });
  new NexusService(platform, 'orders', { port, dockerfile });
  return platform.toModel();
}

describe('what was rendered before', async () => {
  const compose = await loadErpNexus();
  let model: PlatformModel;
  beforeAll(() => {
    model = compose(newProject(), Phase.Advanced).toModel();
  });

  test('is the same as what is rendered without a memory, for all who look', () => {
    run(model);
    expect(run(model).map(whole)).toEqual(renderPlatform(model).map(whole));
  });

  test('is not rendered again', () => {
    run(model);
    const print = vi.spyOn(dockerfiles, 'printDockerfile');
    const files = run(model);
    files.map(contentSum);
    expect(print).not.toHaveBeenCalled();
    expect(files.find(({ path }) => path.endsWith('crm/Dockerfile'))?.content).toContain('FROM');
    expect(print).toHaveBeenCalledTimes(1);
    print.mockRestore();
  });

  test('is made again only where what it is made of has changed', () => {
    // GIVEN a document whose value is made later
    const make = vi.fn(({ size }: { readonly size: number }) => ({ double: 2 * size }));
    const sized = (size: number): PlatformModel => {
      const value = Derived.from({ size }, make);
      return {
        ...model,
        documents: [{ path: 'size.json', kind: 'json', comments: false, value, origin: model.origin }],
        workloads: [],
      };
    };
    const content = (size: number) => {
      const rendered = run(sized(size)).find(({ path }) => path.endsWith('size.json'));
      return () => rendered?.content;
    };

    // WHEN it is rendered twice THEN it is made once, and again for who reads it
    expect([content(1)(), make.mock.calls.length]).toEqual(['{\n  "double": 2\n}\n', 1]);
    const again = content(1);
    expect(make).toHaveBeenCalledTimes(1);
    expect(again()).toBe('{\n  "double": 2\n}\n');
    expect(make).toHaveBeenCalledTimes(2);

    // AND of something else it is another file
    const [one, two] = [1, 2].map((size) => run(sized(size)).find(({ path }) => path.endsWith('size.json')));
    expect(two?.content).toBe('{\n  "double": 4\n}\n');
    expect(two && contentSum(two)).not.toBe(one && contentSum(one));
  });

  test('has no dashboard that is made for nobody', () => {
    run(model);
    const sdk = vi.spyOn(grafana, 'sdk');
    const again = compose(newProject(), Phase.Advanced).toModel();
    expect(again.documents.filter(({ path }) => path.includes('dashboards/')).length).toBeGreaterThan(1);
    run(again).map(contentSum);
    expect(sdk).not.toHaveBeenCalled();
    sdk.mockRestore();
  });

  test('is that of the last run alone', () => {
    run(shop(4002));
    run(shop(4003));
    const [first, second] = [run(shop(4002)), run(shop(4003))];
    expect(first.map(whole)).toEqual(renderPlatform(shop(4002)).map(whole));
    expect(second.map(whole)).toEqual(renderPlatform(shop(4003)).map(whole));
  });
});

/** Another first character, whichever it is. */
const other = (_: string, before: string, first: string) => `${before}${first === '_' ? '-' : '_'}`;

describe('a memory that somebody has spoilt', () => {
  const POISONS: Readonly<Record<string, (text: string) => string>> = {
    empty: () => '',
    'no JSON': () => '[["out/docker-compose.yml"',
    'cut off': (text) => text.slice(0, text.length >> 1),
    'without its first line': (text) => text.slice(text.indexOf('\n') + 1),
    'of another version': (text) => text.replace(/("code":")(.)/, other),
    'with another checksum': (text) => text.replace(/("sha256":")(.)/, other),
    'with another sum of a file': (text) => text.replace(/(Dockerfile",false,")(.)/, other),
    'without a file': (text) => text.replace(/\["[^"]*Dockerfile"[^\]]*\],/, ''),
    'with a file more': (text) => text.replace('[[', '[["out/more",false,"00"],['),
    'with another mode': (text) => text.replace(',false,', ',true,'),
    'of another model': () => readFileSync(join(elsewhere(), CACHE, 'shop.rendered.json'), 'utf8'),
  };

  /** A folder in which another shop was rendered. */
  function elsewhere(): string {
    const root = temporaryFolder();
    run(shop(5000), root);
    return root;
  }

  test.each(Object.keys(POISONS))('%s changes nothing', (name) => {
    run(shop());
    const text = readFileSync(file('shop'), 'utf8');
    const spoilt = (POISONS[name] ?? String)(text);
    expect(spoilt).not.toBe(text);
    writeFileSync(file('shop'), spoilt);
    expect(run(shop()).map(whole)).toEqual(renderPlatform(shop()).map(whole));
    expect(readFileSync(file('shop'), 'utf8')).toBe(text);
  });
});

test('a platform with problems is rendered anew each time', () => {
  const platform = newPlatform();
  new NexusService(platform, 'orders', {
    port: 4002,
    dockerfile: SecureDockerfile.node({ context: 'modules/orders' }),
  });
  platform.compose.addOverride('services.orders.privilegd', true);
  const model = platform.toModel();
  for (let i = 0; i < 2; i++) expect(() => run(model)).toThrow('privilegd');
});

test('a model that no text tells from every other is rendered anew each time', () => {
  const model = shop();
  const contributed = { kind: 'x', size: () => 1 } as unknown as PlatformModel['contributions'][number];
  run({ ...model, contributions: [contributed] });
  expect(existsSync(file('shop'))).toBe(false);
  run(model);
  expect(existsSync(file('shop'))).toBe(true);
});
