import { expect, it } from 'vitest';
import { Duration } from '../../src/index.js';
import { show } from '../../src/model/errors.js';
import { kindOf, literal } from '../../src/model/literal.js';

it.each<[unknown, string]>([
  ['a"b', '"a\\"b"'],
  [5, '5'],
  [5n, '5n'],
  [undefined, 'undefined'],
  [null, 'null'],
  [Symbol('x'), 'Symbol(x)'],
  [[], '[]'],
  [{}, '{}'],
  [['a', [1, [2]]], '["a", [1, […]]]'],
  [{ memory: 512, 'a-b': true }, '{ memory: 512, "a-b": true }'],
  [{ a: { b: { c: 1 } } }, '{ a: { b: { … } } }'],
  [[1, 2, 3, 4, 5], '[1, 2, 3, 4, …]'],
  [{ toString: 1, constructor: 2 }, '{ toString: 1, constructor: 2 }'],
  [Object.create(null), '{}'],
  [Duration.seconds(1), 'a Duration'],
  [new Map(), 'a Map'],
  [new (class Orm {})(), 'an Orm'],
  [Duration, 'the function Duration'],
  [{ token: 'hunter2', key: 5 }, '{ token: "…", key: 5 }'],
])('%# shows %o', (value, expected) => {
  expect(literal(value)).toBe(expected);
});

it('ends for a value that contains itself', () => {
  const loop: Record<string, unknown> = { a: 1 };
  loop.self = loop;
  expect(literal(loop)).toBe('{ a: 1, self: { a: 1, self: { … } } }');
});

it('shows at most 80 characters', () => {
  expect(show({ text: 'x'.repeat(200) })).toHaveLength(78);
});

it.each<[unknown, string]>([
  ['hunter2', 'a string'],
  [5, 'a number'],
  [null, 'null'],
  [['hunter2'], 'a list'],
  [{ a: 'hunter2' }, 'an object'],
  [Duration.seconds(1), 'a Duration'],
])('says the kind of %o alone', (value, expected) => {
  expect(kindOf(value)).toBe(expected);
});
