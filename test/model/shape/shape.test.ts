import { describe, expect, it, test } from 'vitest';
import { Duration, MemorySize } from '../../../src/index.js';
import * as t from '../../../src/model/shape/index.js';
import { messageOf } from '../../support/project.js';

interface Props {
  readonly port: number;
  readonly host?: string;
  readonly mode?: 'fast' | 'safe';
  readonly nested?: { readonly size: number };
}

const nested = t.shapeOf<NonNullable<Props['nested']>>()({ size: t.integer(1, 9) });
const shape = t.shapeOf<Props>()({
  port: t.like(t.port, '5003'),
  host: t.optional(t.text),
  mode: t.optional(t.oneOf('fast', 'safe')),
  nested: t.optional(nested),
});
const problems = (type: t.Type<never> | t.Type<Props>, value: unknown) =>
  messageOf(() => t.checkProps('Thing', type as t.Type<unknown>, value)).replaceAll(/ \(test\/model\/shape\S+\)/g, '');

describe('a shape', () => {
  it.each([
    [{ port: 1 }],
    [{ port: 65_535, host: 'a', mode: 'safe', nested: { size: 9 } }],
    [{ port: 1, host: undefined }],
    [Object.assign(Object.create(null) as object, { port: 1 })],
  ])('takes %j', (value) => {
    expect(shape.is(value)).toBe(true);
    expect(() => t.checkProps('Thing', shape, value)).not.toThrow();
  });

  it.each([
    [{}, 'Thing: port is missing. Add port: 5003.'],
    [{ port: 0 }, 'Thing: port 0 is not a whole number between 1 and 65535. Write 5003.'],
    [{ port: 1, host: null }, 'Thing: host null is not a string.'],
    [{ port: 1, nested: { size: 10 } }, 'Thing: nested.size 10 is not a whole number between 1 and 9.'],
    [{ port: 1, nested: { sise: 1 } }, 'Thing: unknown prop nested.sise. Did you mean "size"?'],
    [{ port: 1, nested: [] }, 'Thing: nested [] is not an object. Write { size: … }.'],
    [{ port: 1, mode: 'slow' }, 'Thing: mode "slow" is not one of "fast" or "safe".'],
    [{ port: 1, toString: 1 }, 'Thing: unknown prop toString. Known props: port, host, mode, nested.'],
    [[], 'Thing: props [] is not an object. Write { port: 5003 }.'],
    [undefined, 'Thing has no props. Write { port: 5003 }.'],
    [Promise.resolve({ port: 1 }), 'Thing: props (a Promise) is not an object. Write { port: 5003 }.'],
  ])('refuses %j', (value, message) => {
    expect(shape.is(value)).toBe(false);
    expect(problems(shape, value)).toBe(message);
  });

  it('refuses a key that only JSON can write', () => {
    expect(problems(shape, JSON.parse('{"port": 1, "__proto__": {}}'))).toContain('unknown prop __proto__');
  });

  it('names all problems at once', () => {
    expect(problems(shape, { prt: 1, host: 1, nested: { size: 'x' } })).toBe(
      [
        'Thing has 3 invalid props.',
        '  - host 1 is not a string. Write it in quotes: "1".',
        '  - nested.size "x" is not a whole number between 1 and 9.',
        '  - unknown prop prt. Did you mean "port"?',
      ].join('\n'),
    );
  });

  it('that is open takes keys that it does not know, and checks those that it does', () => {
    expect(shape.open.is({ port: 1, other: 1 })).toBe(true);
    expect(problems(shape.open, { port: 'x', other: 1 })).toContain('port "x" is not');
  });
});

describe('an instance', () => {
  it('of another copy of this package is one', () => {
    // GIVEN a second class of the name, whose module has made a type of it as ours does
    const copy = { Duration: class Duration {} };
    t.instance(copy.Duration, 'Duration.seconds(30)');
    expect(t.duration.is(new copy.Duration())).toBe(true);
  });

  it('of a class of that name in another library is none', () => {
    const other = { Duration: class Duration {} };
    expect(t.duration.is(new other.Duration())).toBe(false);
    expect(t.duration.is(Duration.seconds(1))).toBe(true);
  });

  it('of a subclass is one', () => {
    class Base {}
    class Derived extends Base {}
    expect(t.instance(Base, 'new Base()').is(new Derived())).toBe(true);
    expect(t.instance(Derived, 'new Derived()').is(new Base())).toBe(false);
  });

  it('leaves no trace where keys are listed', () => {
    expect(Object.keys(Duration.prototype)).toEqual([]);
    expect(Object.keys(MemorySize.mebibytes(1))).toEqual(['amount']);
  });
});

describe('secrets', () => {
  const record = t.record(t.text);
  const check = (value: unknown) => messageOf(() => t.checkProps('Thing', record, value));

  it.each(['DB_PASSWORD', 'apiKey', 'stripe_secret_key', 'TOKEN'])('under %s are not shown', (key) => {
    const message = check({ [key]: ['hunter2'] });
    expect(message).toContain(`${key} (a list) is not a string`);
    expect(message).not.toContain('hunter2');
  });

  it('within a value are not shown', () => {
    const message = check({ db: { host: 'db', password: 'hunter2', urls: ['postgres://u:hunter2@db/x'] } });
    expect(message).toContain('db { host: "db", password: "…", urls: ["…"] } is not a string');
  });

  it('are not shown where a list of words is meant', () => {
    const message = messageOf(() =>
      t.checkValue('token', t.list(t.integer(1)), ['ghp_0123456789012345678901234567890123']),
    );
    expect(message).toContain('token[0] (a string) is not');
  });
});

/** Compiling this file is the test: each line below must be an error of the compiler. */
test('a shape that is not its interface does not compile', () => {
  const base = { port: t.port, host: t.optional(t.text), mode: t.optional(t.oneOf('fast', 'safe')) };
  const full = { ...base, nested: t.optional(nested) };
  const make = t.shapeOf<Props>();
  expect(make(full).is({ port: 1 })).toBe(true);
  // @ts-expect-error a prop is missing
  make(base);
  // @ts-expect-error a prop that the interface does not have
  make({ ...full, other: t.text });
  // @ts-expect-error a prop of another type
  make({ ...full, port: t.text });
  // @ts-expect-error a prop that takes less than the interface
  make({ ...full, mode: t.optional(t.oneOf('fast')) });
  // @ts-expect-error a prop that takes more than the interface
  make({ ...full, mode: t.optional(t.oneOf('fast', 'safe', 'none')) });
  // @ts-expect-error a required prop that may be left out
  make({ ...full, port: t.optional(t.port) });
  // @ts-expect-error an optional prop that must be there
  make({ ...full, host: t.text });
});
