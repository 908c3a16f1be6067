import { beforeAll, describe, expect, test } from 'vitest';
import { NexusService, Phase, type PlatformModel, SecureDockerfile } from '../../../src/index.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { modelKey } from '../../../src/synth/remember/model-key.js';
import { contentSum } from '../../../src/synth/render/files.js';
import { renderModel } from '../../../src/synth/targets/data/data-target.js';
import { Tagged } from '../../../src/synth/render/yaml.js';
import { loadErpNexus } from '../../support/erp-nexus.js';
import { newPlatform, newProject } from '../../support/project.js';

function keyOf(model: PlatformModel): string | undefined {
  const { file, isExact } = renderModel(model);
  return isExact ? modelKey(model, contentSum(file)) : undefined;
}

/** What a model renders to, or why it can't be. */
function outcome(model: PlatformModel): string {
  try {
    return JSON.stringify(renderPlatform(model).map(({ path, content, executable }) => [path, content, executable]));
  } catch (error) {
    return (error as Error).message;
  }
}

type Path = readonly (string | number)[];

/** The paths of all texts, numbers and switches of a value, wherever they stand in it. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (['string', 'number', 'boolean'].includes(typeof value)) return [path];
  if (typeof value !== 'object' || value === null || value instanceof Map) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === 'location' ? [] : leavesOf(item, [...path, key])));
}

/** `value` with another leaf; what is on the way to it is copied, with its class. */
function changed(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) {
    if (typeof value === 'string') return `${value}x`;
    return typeof value === 'number' ? value + 1 : !value;
  }
  const copy: unknown = Array.isArray(value)
    ? [...(value as unknown[])]
    : Object.assign(Object.create(Object.getPrototypeOf(value) as object) as object, value);
  (copy as Record<string, unknown>)[key] = changed((value as Record<string, unknown>)[key], rest);
  return copy;
}

describe('the key of a model', async () => {
  const compose = await loadErpNexus();
  let model: PlatformModel;
  beforeAll(() => {
    model = compose(newProject(), Phase.Advanced).toModel();
  });

  test('is there, and the same for the same composition', async () => {
    const moved = await loadErpNexus((source) => source.replace('\nconst jwt', `${'\n'.repeat(30)}\nconst jwt`));
    expect(keyOf(model)).toMatch(/^[\w-]{43}$/);
    expect(keyOf(moved(newProject(), Phase.Advanced).toModel())).toBe(keyOf(model));
  });

  test('is another one wherever a changed value changes the output', () => {
    // GIVEN all values of each part, of those with many a sample
    const before = keyOf(model);
    const leaves = Object.keys(model).flatMap((part) => {
      const all = leavesOf(model[part as keyof PlatformModel], [part]);
      const step = Math.max(1, Math.floor(all.length / 60));
      return all.filter((_, i) => i % step === 0);
    });
    expect(leaves.length).toBeGreaterThan(400);

    // WHEN each is changed THEN where the key stays, so does what is rendered
    const right = outcome(model);
    const same = leaves.filter((path) => keyOf(changed(model, path) as PlatformModel) === before);
    expect(same.filter((path) => outcome(changed(model, path) as PlatformModel) !== right)).toEqual([]);
  });

  test('is another one for another order', () => {
    for (const part of ['workloads', 'networks', 'secrets', 'volumes', 'documents', 'edges'] as const)
      expect(keyOf({ ...model, [part]: [...model[part]].reverse() }), part).not.toBe(keyOf(model));
    // In an object the second goes first.
    const workloads = model.workloads.slice(0, 2).map((workload, i) => ({ ...workload, name: i === 0 ? 'b' : '7' }));
    expect(keyOf({ ...model, workloads: workloads.toReversed() })).not.toBe(keyOf({ ...model, workloads }));
  });
});

describe('there is no key', () => {
  const shop = (override: unknown) => {
    const platform = newPlatform();
    const dockerfile = SecureDockerfile.node({ context: 'modules/orders' });
    new NexusService(platform, 'orders', { port: 4002, dockerfile, environment: { origin: 'a' } });
    const model = platform.toModel();
    return {
      ...model,
      overrides: [{ path: ['services', 'orders', 'x-value'], value: override, origin: model.origin }],
    };
  };

  test.each([
    ['a number that JSON has not', Number.NaN],
    ['one that JSON writes as another', -0],
    ['a function', () => 1],
    ['a map', new Map([['a', 1]])],
    ['an object of a class', new Tagged('!override', [])],
    ['one of them further down', { a: [{ b: Number.POSITIVE_INFINITY }] }],
  ])('for %s in an override', (_name, value) => {
    expect(keyOf(shop(value))).toBeUndefined();
    expect(keyOf(shop({ origin: 'a' }))).not.toBe(keyOf(shop({ origin: 'b' })));
  });

  test.each([
    ['a number that JSON has not', { replicas: Number.NaN }],
    ['an object of a class', { labels: new Map([['a', 'b']]) }],
  ])('for %s in a workload', (_name, part) => {
    const model = shop(1);
    const workloads = model.workloads.map((workload) => ({ ...workload, ...part }));
    expect(keyOf({ ...model, workloads } as unknown as PlatformModel)).toBeUndefined();
  });

  test('but there is one for variables that are called like a note about a value', () => {
    const of = (text: string) => {
      const platform = newPlatform();
      const dockerfile = SecureDockerfile.node({ context: 'modules/orders' });
      const environment = { origin: text, provenance: text };
      new NexusService(platform, 'orders', { port: 4002, dockerfile, environment, labels: { origin: text } });
      return platform.toModel();
    };
    expect(keyOf(of('a'))).toBeDefined();
    expect(keyOf(of('a'))).not.toBe(keyOf(of('b')));
    expect(JSON.parse(renderModel(of('a')).file.content)).toMatchObject({
      workloads: { orders: { environment: { origin: 'a', provenance: 'a' }, labels: { origin: 'a' } } },
    });
  });
});
