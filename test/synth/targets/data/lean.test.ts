import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { expandModel, NexusService, Phase, type PlatformModel, SecureDockerfile } from '../../../../src/index.js';
import { bySubject, type Data, type DataMap } from '../../../../src/model/model-data.js';
import { leanContributions } from '../../../../src/synth/targets/data/lean-contributions.js';
import { leanWorkloads } from '../../../../src/synth/targets/data/lean-workloads.js';
import { renderModel } from '../../../../src/synth/targets/data/data-target.js';
import { modelData } from '../../../../src/synth/targets/data/model-data.js';
import { loadErpNexus } from '../../../support/erp-nexus.js';
import { newPlatform, newProject } from '../../../support/project.js';

const HOSTILE = [
  '{subject}',
  '{target}',
  'true',
  'null',
  'n',
  'u0001',
  '1',
  '7',
  '__proto__',
  '=',
  '$&',
  '',
  'a-a',
  'a',
];

const name = fc.oneof(fc.constantFrom(...HOSTILE), fc.string());
const text = fc.oneof(
  fc.string(),
  fc
    .array(fc.oneof(name, fc.constantFrom(' ', '\n', '\\', '\u0001', '"', '-', '{', '}')))
    .map((parts) => parts.join('')),
);
/** Few kinds of values, so that many are equal, and long enough to be worth sharing. */
const value = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constantFrom(null, true, false, 1, 1.5e-9),
    fc.constantFrom('a value that is the same for many of them, and long', 'a: {subject}'),
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(name, tie('data'), { maxKeys: 3 }),
  ),
})).data as fc.Arbitrary<Data>;
const map = fc.dictionary(name, value, { maxKeys: 3 }) as fc.Arbitrary<DataMap>;
const workload = fc.record({
  logging: fc.constantFrom<Data>({ driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } }, {}),
  provenance: fc.dictionary(fc.oneof(name, fc.constantFrom('default', 'relation a -> b')), value, { maxKeys: 3 }),
  development: fc.oneof(map, value),
  other: map,
}) as fc.Arbitrary<DataMap>;

/** What JSON makes of a value: it is written to a file. */
const written = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

test('whatever workloads and contributions there are, the reader gives back the full form', () => {
  fc.assert(
    fc.property(
      fc.dictionary(name, workload, { maxKeys: 6 }),
      fc.array(fc.record({ subject: name, said: map }), { maxLength: 20 }),
      (workloads, said) => {
        const list = bySubject(
          said.map((one) => ({ subject: one.subject, data: { ...one.said, subject: one.subject } })),
          workloads,
        );
        const contributions = leanContributions(
          list.map(({ subject, data }) => ({ subject, filled: undefined, data: () => data })),
        ).map(({ entry }) => entry);
        const lean = { schema: 3, ...leanWorkloads(workloads), contributions };
        expect(expandModel(written(lean))).toEqual({
          schema: 3,
          workloads: written(workloads),
          contributions: written(list.map(({ data }) => data)),
        });
      },
    ),
    { numRuns: 300 },
  );
});

test('the form of another version is refused', () => {
  expect(() => expandModel({ schema: 2, workloads: {}, contributions: [] })).toThrow(
    'the model as data has schema 2, not 3',
  );
});

test.each([
  [undefined, 'undefined is not a model as data'],
  [[], '[] is not a model as data'],
  [{ schema: 3, workloads: {}, contributions: [] }, 'lacks "shared", "workloads" or "contributions"'],
  [{ schema: 3, shared: {}, workloads: { crm: 1 }, contributions: [] }, 'or has other things there'],
  [{ schema: 3, shared: {}, workloads: {}, contributions: [{ for: 'crm' }] }, 'or has other things there'],
])('%j is refused', (data, message) => {
  expect(() => expandModel(data as object)).toThrow(message);
});

describe('the file of ERP Nexus', async () => {
  const compose = await loadErpNexus();
  let model: PlatformModel;
  let content = '';
  beforeAll(() => {
    model = compose(newProject(), Phase.Advanced).toModel();
    ({ content } = renderModel(model).file);
  });

  test('loses nothing', () => {
    const { '//': _head, schema: _schema, ...full } = expandModel(JSON.parse(content) as object);
    expect(full).toEqual(written(modelData(model)));
  });

  test('is the same where what was made from a pattern is not known to be', () => {
    // Copies are contributions as users make them.
    const contributions = model.contributions.map((one) => ({ ...one }));
    const copied = expandModel(JSON.parse(renderModel({ ...model, contributions }).file.content) as object);
    expect(copied).toEqual(expandModel(JSON.parse(content) as object));
  });

  test('says once what all services contribute, and who', () => {
    const { contributions } = JSON.parse(content) as {
      readonly contributions: readonly {
        readonly for: readonly string[];
        readonly pattern: { readonly name?: string };
      }[];
    };
    const rates = contributions.filter((one) => one.pattern.name === 'request-rate' && one.for.includes('crm'));
    expect(rates).toHaveLength(1);
    expect(rates[0]?.for).toEqual(expect.arrayContaining(['user-management', 'api-gateway']));
  });
});

test('another service is a few lines more, and moves no other', () => {
  const textOf = (...names: readonly string[]) => {
    const platform = newPlatform();
    let before: NexusService | undefined;
    for (const id of names) {
      const dockerfile = SecureDockerfile.node({ context: `modules/${id}` });
      before = new NexusService(platform, id, { port: 4002, dockerfile, uses: before ? [before] : [] });
    }
    return renderModel(platform.toModel()).file.content.split('\n');
  };
  const few = textOf('orders', 'stock', 'billing');
  const more = textOf('orders', 'stock', 'billing', 'extra');
  // Commas aside, every line is still there, in its order.
  let at = 0;
  const bare = (line: string) => line.replace(/,$/, '');
  for (const line of more) if (bare(line) === bare(few[at] ?? '-')) at++;
  expect(few.slice(at)).toEqual([]);
  expect(more.length - few.length).toBeLessThan(180);
});
