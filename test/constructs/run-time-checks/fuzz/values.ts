import * as nexus from '../../../../src/index.js';

/** A value that nobody means: what it is, and how it is made for the place of `right`. */
export interface Wrong {
  readonly what: string;
  /** The value, where it is a text. */
  readonly text?: string;
  readonly make: (right: unknown) => unknown;
}

const of = (what: string, value: unknown): Wrong => ({
  what,
  ...(typeof value === 'string' && { text: value }),
  make: () => value,
});

const HOSTILE = [
  '"; rm -rf /',
  "'; DROP TABLE x; --",
  '../../etc/passwd',
  '${HOME}',
  '$(id)',
  '{{marker}}',
  'a\nb',
  'a\0b',
  '\u2028',
  '<<EOF',
  '-->',
  '*/',
  '&a',
  ': x',
  '# x',
  '~',
  'yes',
  '1e3',
  'null',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(5_000),
];

class Other {
  public constructor(public readonly value = 1) {}
}

const cyclic = (): unknown => {
  const value: Record<string, unknown> = { a: 1 };
  value['self'] = value;
  value['list'] = [value];
  return value;
};

/** Wrong values of all kinds, whatever the right one is. */
export const WRONG: readonly Wrong[] = [
  ...[undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 0.5, 1e9, 1e300, 5n, true, false].map((value) =>
    of(String(value), value),
  ),
  of("''", ''),
  of("' '", ' '),
  of('a symbol', Symbol('x')),
  ...HOSTILE.map((text) => of(JSON.stringify(text.slice(0, 20)), text)),
  of('[]', []),
  of('{}', {}),
  of('[[]]', [[]]),
  of('[null]', [null]),
  of('a sparse list', new Array(2)),
  of('an object without a prototype', Object.create(null)),
  of('a function', () => 'x'),
  of('a class', Other),
  of('an object of a class', new Other()),
  of('a Map', new Map([['a', 1]])),
  of('a Date', new Date(0)),
  of('an invalid Date', new Date(Number.NaN)),
  of('a Promise', Promise.resolve('x')),
  of('a Duration', nexus.Duration.seconds(3)),
  of('a MemorySize', nexus.MemorySize.mebibytes(3)),
  of('a Resources', nexus.Resources.SMALL),
  of('a PublicValue', nexus.PublicValue.of('abc', 'why')),
  of('an Environment', nexus.Environment.development()),
  of('a PackageManager', nexus.PackageManager.npm()),
  { what: 'in a list', make: (right) => [right] },
  { what: 'as a text', make: (right) => (typeof right === 'object' || right === undefined ? 'a text' : String(right)) },
  { what: 'a String object', make: (right) => Object(typeof right === 'object' ? 'x' : right) as unknown },
  { what: 'as its keys', make: (right) => (typeof right === 'object' && right !== null ? Object.keys(right) : right) },
  { what: 'as an object of its items', make: (right) => ({ ...(right as object) }) },
  { what: 'a cyclic object', make: cyclic },
  {
    what: 'a list that contains itself',
    make: (): unknown => {
      const list: unknown[] = [];
      list.push(list);
      return list;
    },
  },
  {
    what: 'very deep',
    make: (): unknown => {
      let value: unknown = 'x';
      for (let i = 0; i < 20_000; i++) value = { value };
      return value;
    },
  },
];

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The right value in another guise: it may be taken, but must not be misread. */
export const GUISES: readonly Wrong[] = [
  {
    what: 'frozen',
    make: (right) =>
      isContainer(right) && isPlain(right)
        ? Object.freeze(Array.isArray(right) ? [...(right as unknown[])] : { ...right })
        : right,
  },
  { what: 'a Proxy of it', make: (right) => (isContainer(right) && isPlain(right) ? new Proxy(right, {}) : right) },
  { what: 'with accessors', make: (right) => withAccessors(right, (value) => value) },
  {
    what: 'with an accessor that throws',
    make: (right) =>
      withAccessors(right, (value, first) => {
        if (first) throw new TypeError('the accessor of this test');
        return value;
      }),
  },
  {
    what: 'a Proxy that throws',
    make: (right) =>
      isContainer(right) && isPlain(right)
        ? new Proxy(right, {
            ownKeys: () => {
              throw new RangeError('the proxy of this test');
            },
            get: (target, key) => {
              if (typeof key === 'string') throw new TypeError('the proxy of this test');
              return Reflect.get(target, key) as unknown;
            },
          })
        : right,
  },
  {
    what: 'with an unknown key',
    make: (right) =>
      isContainer(right) && isPlain(right) && !Array.isArray(right) ? { ...right, unknownToAll: 1 } : right,
  },
  { what: 'with a misspelt key', make: misspelt },
  {
    what: 'inherited',
    make: (right) =>
      isContainer(right) && isPlain(right) && !Array.isArray(right) ? (Object.create(right) as unknown) : right,
  },
  {
    what: 'with a key __proto__',
    make: (right) =>
      isContainer(right) && isPlain(right) && !Array.isArray(right)
        ? Object.defineProperty({ ...right }, '__proto__', {
            value: { polluted: 1 },
            enumerable: true,
            configurable: true,
            writable: true,
          })
        : right,
  },
  {
    what: 'with a symbol as a key',
    make: (right) =>
      isContainer(right) && isPlain(right) && !Array.isArray(right) ? { ...right, [Symbol('x')]: 1 } : right,
  },
];

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function withAccessors(right: unknown, read: (value: unknown, first: boolean) => unknown): unknown {
  if (!isContainer(right) || !isPlain(right) || Array.isArray(right)) return right;
  const result = {};
  Object.entries(right).forEach(([key, value], index) => {
    Object.defineProperty(result, key, { enumerable: true, configurable: true, get: () => read(value, index === 0) });
  });
  return result;
}

function misspelt(right: unknown): unknown {
  if (!isContainer(right) || !isPlain(right) || Array.isArray(right)) return right;
  const [[key, value] = ['', undefined]]: [string, unknown][] = Object.entries(right);
  return { ...right, [`${key}x`]: value };
}
