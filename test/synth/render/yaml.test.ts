import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { AliasOf, Anchored, commentKey, renderYaml, Tagged } from '../../../src/synth/render/yaml.js';
import { HOSTILE, hostileText } from '../support/hostile.js';

const VERSIONS = ['1.1', '1.2'] as const;

/** Any value of JSON, with hostile texts for strings and keys. */
const { json } = fc.letrec<{ json: unknown; leaf: unknown; map: Record<string, unknown> }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('json'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(
    fc.oneof(hostileText(), fc.constantFrom('test', 'command', 'services', 'x')).filter((key) => key !== '__proto__'),
    tie('json'),
    { maxKeys: 4, noNullPrototype: true },
  ),
  leaf: fc.oneof(
    hostileText(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
    fc.boolean(),
    fc.constant(null),
  ),
}));

/** What go-yaml, that Compose reads with, refuses anywhere in a file. */
// eslint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

function read(text: string, version: '1.1' | '1.2'): unknown {
  return parse(text, { version, merge: true, strict: true, uniqueKeys: true, maxAliasCount: -1 });
}

describe('a value', () => {
  test.each(VERSIONS)('of JSON reads back as itself with YAML %s', (version) => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'services'), json, { noNullPrototype: true }), (value) => {
        const text = renderYaml(value, { spaced: ['services'] });
        expect(read(text, version)).toEqual(value);
        expect(text).not.toMatch(UNREADABLE);
      }),
      { numRuns: 200 },
    );
  });

  test.each(VERSIONS)('of every text that is known to be bad is a string in YAML %s', (version) => {
    const keys = HOSTILE.filter((key) => key !== '__proto__');
    const value = { values: HOSTILE, test: HOSTILE, keys: Object.fromEntries(keys.map((key) => [key, key])) };
    expect(read(renderYaml(value), version)).toEqual(value);
  });

  test.each(['yes', 'on', 'n', '22:22', '1e3', '.5e3', '0o17', '017', '1_000', 'null', '~', '2001-01-01', '<<'])(
    '%s is in quotes',
    (text) => {
      expect(renderYaml({ a: text })).toMatch(/^a: .*"$/m);
    },
  );

  test('that is plain has none, and `undefined` is not written', () => {
    expect(renderYaml({ image: 'nginx:1.29-alpine', size: 5, none: undefined }).split('\n').slice(1)).toEqual([
      '',
      'image: nginx:1.29-alpine',
      '',
      'size: 5',
      '',
    ]);
  });

  test('with line breaks stays on its line too, at any depth', () => {
    const text = `${'word '.repeat(20)}\nsecond\n\n  third`;
    const value = { a: { b: { c: text, test: [text], list: [{ d: text }], [text]: 1 } } };
    const written = renderYaml(value);
    for (const version of VERSIONS) expect(read(written, version)).toEqual(value);
    expect(written.split('\n').filter((line) => line.includes('second'))).toHaveLength(4);
    expect(written.split('\n').filter((line) => line.includes('third'))).toHaveLength(4);
  });

  test('stays on its line, however long', () => {
    const long = 'word '.repeat(200).trim();
    expect(renderYaml({ a: long })).toContain(`a: ${long}\n`);
  });
});

describe('a comment', () => {
  test('breaks out nowhere, above whatever it stands', () => {
    fc.assert(
      fc.property(hostileText(), hostileText(), hostileText(), (header, first, second) => {
        // GIVEN
        const value = { a: { b: 1, c: [1] }, test: ['x'], d: { e: 'f' } };
        const comments = new Map([
          [commentKey('a'), first],
          [commentKey('a', 'b'), second],
          [commentKey('a', 'c'), header],
          [commentKey('test'), second],
          [commentKey('d', 'e'), first],
        ]);
        // WHEN
        const text = renderYaml(value, { header, comments, spaced: ['a'] });
        // THEN
        for (const version of VERSIONS) expect(read(text, version)).toEqual(value);
        const plain = renderYaml(value, { spaced: ['a'] })
          .split('\n')
          .filter((line) => line !== '');
        expect(text.split('\n').filter((line) => line.trim() !== '' && !/^ *#/.test(line))).toEqual(plain.slice(1));
        expect(text).not.toMatch(UNREADABLE);
      }),
      { numRuns: 150 },
    );
  });

  test('stands above its entry, indented with it', () => {
    const text = renderYaml(
      { services: { crm: { init: true } } },
      { comments: new Map([[commentKey('services', 'crm'), 'One.\nTwo.']]) },
    );
    expect(text).toContain('services:\n  # One.\n  # Two.\n  crm:\n');
  });
});

describe('anchors, aliases and tags', () => {
  test('a merge key merges, and a reference refers', () => {
    // WHEN
    const text = renderYaml({
      'x-a': new Anchored('a', { init: true, user: '1000' }),
      services: { crm: { '<<': new AliasOf('a'), user: '2000' }, users: { logging: new AliasOf('a') } },
    });
    // THEN
    expect(text).toContain('x-a: &a\n');
    expect(text).toContain('    <<: *a\n');
    for (const version of VERSIONS)
      expect((read(text, version) as { services: unknown }).services).toEqual({
        crm: { init: true, user: '2000' },
        users: { logging: { init: true, user: '1000' } },
      });
  });

  test("a user's key << is a key", () => {
    expect(read(renderYaml({ a: { '<<': { b: 1 }, c: 2 } }), '1.1')).toEqual({ a: { '<<': { b: 1 }, c: 2 } });
  });

  test('a tag stands before its value, of any kind', () => {
    // WHEN
    const text = renderYaml({
      ports: new Tagged('!override', ['22:22']),
      none: new Tagged('!reset', []),
      map: new Tagged('!override', { a: 'yes' }),
    });
    // THEN
    expect(text).toContain('ports: !override\n  - "22:22"\n');
    expect(text).toContain('none: !reset []\n');
    const contents = parseDocument(text, { logLevel: 'silent' });
    expect(contents.get('map', true)).toMatchObject({ tag: '!override' });
    expect(contents.errors).toEqual([]);
  });
});
