import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComposeNode } from '../../../src/read/compose/node.js';
import { readYaml } from '../../../src/read/compose/yaml.js';
import { SourceText } from '../../../src/read/text/source-text.js';
import { AliasOf, Anchored, commentKey, printYaml, Tagged, type YamlOptions } from '../../../src/synth/render/yaml.js';
import { HOSTILE, hostileText } from '../support/hostile.js';

const file = 'out/docker-compose.yml';

/** A tree in which the order of keys counts. */
function ordered(node: ComposeNode | undefined): unknown {
  if (node?.kind !== 'map') return node?.kind === 'sequence' ? { ...node, items: node.items.map(ordered) } : node;
  const entries = [...node.entries].map(([key, entry]) => [key, { ...entry, value: ordered(entry.value) }]);
  return { ...node, entries };
}

/** What the printer says of a document, and what the reader makes of it. */
function both(value: object, options: YamlOptions = {}) {
  const { text, tree } = printYaml(value, { ...options, file });
  const { root, problems } = readYaml(new SourceText(file, text), {});
  expect(problems).toEqual([]);
  return { text, tree: ordered(tree()), read: ordered(root) };
}

const key = fc
  .oneof(hostileText(), fc.constantFrom('test', 'command', 'services', 'x'))
  .filter((text) => text !== '__proto__' && text !== '<<');

/** Values of JSON, tagged or not, with hostile texts. */
const { value } = fc.letrec<{ value: unknown; leaf: unknown; map: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('map'),
    fc.oneof(tie('leaf'), fc.array(tie('leaf')), tie('map')).map((tagged) => new Tagged('!override', tagged)),
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  leaf: fc.oneof(
    hostileText(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
    fc.boolean(),
    fc.constant(null),
  ),
}));

describe('the tree of what is printed', () => {
  test('is what would be read back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'services', 'b'), value, { noNullPrototype: true }), (content) => {
        const { tree, read } = both(content, { spaced: ['services'], header: 'Why.\nHow.' });
        expect(tree).toEqual(read);
      }),
      { numRuns: 300 },
    );
  });

  test('is what would be read back for every text that is known to be bad', () => {
    const keys = HOSTILE.filter((text) => text !== '__proto__' && text !== '<<');
    const { tree, read } = both({
      values: HOSTILE,
      test: HOSTILE,
      keys: Object.fromEntries(keys.map((text) => [text, text])),
    });
    expect(tree).toBeDefined();
    expect(tree).toEqual(read);
  });

  test('knows anchors, aliases, merge keys, tags, comments and blank lines', () => {
    const comments = new Map([
      [commentKey('services', 'a'), 'First.\nSecond.'],
      [commentKey('services', 'a', 'ports', '-', 'target'), 'Inside.'],
      [commentKey('services', 'b'), 'Third.'],
    ]);
    const { tree, read, text } = both(
      {
        'x-common': new Anchored('common', { read_only: true, cap_drop: ['ALL'], init: true }),
        'x-logging': new Anchored('logging', { driver: '${DRIVER:-json-file}' }),
        services: {
          a: { image: 'x', '<<': new AliasOf('common'), ports: [{ target: 80 }, { target: 81, host: 'y' }] },
          b: { init: false, '<<': new AliasOf('common'), logging: new AliasOf('logging'), nested: [[1, ['b']], {}] },
          c: { '<<': new AliasOf('common'), init: new Tagged('!reset', null), ports: new Tagged('!override', []) },
          d: new Tagged('!override', { list: new Tagged('!override', ['x']), no: null, undefined: undefined }),
        },
      },
      { spaced: ['services'], comments },
    );
    expect(text).toContain('<<: *common');
    expect(tree).toBeDefined();
    expect(tree).toEqual(read);
  });

  test('is that of an empty document', () => {
    const { tree, read } = both({});
    expect(tree).toEqual(read);
  });

  test.each([
    ['not a finite number', { a: NaN }],
    ['a number that JSON has not', { a: 1n }],
    ['a key that only looks like a merge', { '<<': { a: 1 } }],
    ['an alias without an anchor', { a: new AliasOf('b') }],
    ['an alias with a tag', { a: new Anchored('b', { c: 1 }), d: new Tagged('!x', new AliasOf('b')) }],
  ])('is left to the reader for %s', (_, content) => {
    expect(printYaml(content).tree()).toBeUndefined();
  });
});

test('each line knows the path of its value', () => {
  // GIVEN
  const content = {
    name: 'shop',
    services: {
      crm: {
        command: ['a', 'b'],
        environment: { PORT: '1' },
        ports: [{ target: 80, host: 'x' }, 'z'],
        none: undefined,
      },
      stock: { environment: {} },
    },
  };
  const options = {
    header: 'One.\nTwo.',
    comments: new Map([[commentKey('services', 'stock'), 'A.\nB.']]),
    spaced: ['services'],
  };

  // WHEN
  const printed = printYaml(content, options);
  const [text, lines] = [printed.text, printed.lines()];

  // THEN
  const told = text
    .split('\n')
    .slice(0, -1)
    .map((line, at) => `${(lines[at] ?? '?').replaceAll('\0', '/')}|${line}`);
  expect(lines).toHaveLength(told.length);
  expect(told.slice(1)).toEqual([
    '|# One.',
    '|# Two.',
    '|',
    'name|name: shop',
    '|',
    'services|services:',
    'services/crm|  crm:',
    'services/crm/command|    command: [a, b]',
    'services/crm/environment|    environment:',
    'services/crm/environment/PORT|      PORT: "1"',
    'services/crm/ports|    ports:',
    'services/crm/ports/0/target|      - target: 80',
    'services/crm/ports/0/host|        host: x',
    'services/crm/ports/1|      - z',
    '|',
    'services/stock|  # A.',
    'services/stock|  # B.',
    'services/stock|  stock:',
    'services/stock/environment|    environment: {}',
  ]);
});
