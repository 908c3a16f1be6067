import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Tagged } from '../../../../src/synth/render/yaml.js';
import { finish, Interpolated, literal } from '../../../../src/synth/targets/compose/values.js';
import { hostileText } from '../../support/hostile.js';

/**
 * Replaces variables as Compose does (compose-go, template.go): `$$`, `$NAME`, `${NAME}` and `${NAME:-default}`;
 * anything else after a `$` is an error.
 */
function interpolate(text: string, looked: string[]): string {
  return text.replace(
    /\$(?:(\$)|([_a-z][_a-z0-9]*)|\{([_a-z][_a-z0-9]*)(?::?[-+?][^}]*)?\}|())/gi,
    (all, dollar, name, braced) => {
      if (dollar) return '$';
      const variable = (name ?? braced) as string | undefined;
      if (variable === undefined) throw new Error(`invalid interpolation format: ${all}`);
      looked.push(variable);
      return `<${variable}>`;
    },
  );
}

/** Interpolates every value of a document; keys are left alone. */
function compose(value: unknown, looked: string[]): unknown {
  if (typeof value === 'string') return interpolate(value, looked);
  if (Array.isArray(value)) return value.map((item) => compose(item, looked));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, compose(item, looked)]));
}

const dollars = fc
  .array(fc.constantFrom('$', '$$', '{', '}', 'A', '_', '1', ':-', ' ', '${A}', '$A', '$1'), { maxLength: 8 })
  .map((parts) => parts.join(''));

describe('a literal text', () => {
  test('comes back from Compose as it is, and no variable is looked up', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText(), dollars), (text) => {
        const looked: string[] = [];
        expect(interpolate(literal(text), looked)).toBe(text);
        expect(looked).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('also anywhere in a document', () => {
    const texts = fc.oneof(hostileText(), dollars);
    const documents = fc.dictionary(
      fc.constantFrom('command', 'environment', 'labels'),
      fc.oneof(
        texts,
        fc.array(texts),
        fc.dictionary(texts, fc.oneof(texts, fc.integer(), fc.boolean(), fc.constant(null)), { noNullPrototype: true }),
      ),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(documents, (document) => {
        const looked: string[] = [];
        expect(compose(finish(document), looked)).toEqual(document);
        expect(looked).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('keys without a value are left out, null stays', () => {
    expect(finish({ a: undefined, b: null, c: { d: undefined } })).toStrictEqual({ b: null, c: {} });
  });

  test('also behind a tag', () => {
    // GIVEN
    const tagged = finish({ ports: new Tagged('!override', ['$A', new Interpolated('${B}')]) });
    // THEN
    expect(tagged).toEqual({ ports: new Tagged('!override', ['$$A', '${B}']) });
  });

  test('is not changed in place', () => {
    const document = { command: ['$A'] };
    finish(document);
    expect(document).toEqual({ command: ['$A'] });
  });
});

test('an interpolated text is looked up, and nothing beside it', () => {
  const looked: string[] = [];
  const document = { image: new Interpolated('shop/crm:${SHOP_TAG:-local}'), command: ['${SHOP_TAG}'] };
  expect(compose(finish(document), looked)).toEqual({
    image: 'shop/crm:<SHOP_TAG>',
    command: ['${SHOP_TAG}'],
  });
  expect(looked).toEqual(['SHOP_TAG']);
});
