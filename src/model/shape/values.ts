import { closest } from '../closest.js';
import { show } from '../errors.js';
import { withArticle } from '../literal.js';
import { hasLeftover, leftoverIn } from './leftover.js';
import type { Type } from './type.js';

/** A type of one's own. */
export function custom<T>(
  expected: string,
  is: (value: unknown) => boolean,
  more: Pick<Type<T>, 'example' | 'fix' | 'shown' | 'copy'> = {},
): Type<T> {
  return { expected, is, ...more };
}

/** The same type with another example for the fix. */
export function like<T>(type: Type<T>, example: string): Type<T> {
  return { ...type, example };
}

export const text: Type<string> = {
  ...custom('a string', (value) => typeof value === 'string' && !hasLeftover(value), {
    fix: (value) =>
      typeof value === 'number' || typeof value === 'boolean' ? `Write it in quotes: "${value}"` : undefined,
  }),
  inside: leftoverIn,
};

export const boolean: Type<boolean> = custom('true or false', (value) => typeof value === 'boolean', {
  fix: (value) => (value === 'true' || value === 'false' ? `Write ${value}, without quotes` : undefined),
});

const unquote = (value: unknown) =>
  typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? `Write ${value}, without quotes` : undefined;

/** Any number, for what checks its range itself. */
export function numeric<T extends number>(): Type<T> {
  return custom('a number', (value) => typeof value === 'number', { fix: unquote });
}

export const number: Type<number> = numeric<number>();

/** A whole number in a range. */
export function integer(min = 0, max = Number.MAX_SAFE_INTEGER): Type<number> {
  const range = max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `between ${min} and ${max}`;
  const is = (value: unknown) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  return custom(`a whole number ${range}`, is, { fix: unquote });
}

export const port: Type<number> = integer(1, 65_535);

/** One of several literals. */
export function oneOf<const T extends string | number | boolean>(...values: readonly T[]): Type<T> {
  const names = values.map(show);
  const expected = names.length === 1 ? String(names[0]) : `one of ${orList(names)}`;
  return custom(expected, (value) => (values as readonly unknown[]).includes(value), {
    fix: (value) => {
      const unquoted = values.find((known) => String(known) === value);
      if (unquoted !== undefined) return `Write ${show(unquoted)}, without quotes`;
      const texts = values.filter((known) => typeof known === 'string');
      const meant = typeof value === 'string' ? closest(value, texts) : undefined;
      return meant === undefined ? undefined : `Did you mean ${show(meant)}?`;
    },
  });
}

/** A member of a TypeScript enum. */
export function enumOf<T extends string | number>(members: Readonly<Record<string, unknown>>, name: string): Type<T> {
  // A numeric enum has its names as values, too.
  const entries = Object.entries(members).filter(([key]) => !/^\d+$/.test(key));
  const values = entries.map(([, value]) => value);
  return custom(withArticle(name), (value) => values.includes(value), {
    fix: (value) => {
      const same = entries.find(([, known]) => String(known) === value)?.[0];
      const meant =
        same ?? (typeof value === 'string' ? closest(value, Object.keys(Object.fromEntries(entries))) : undefined);
      return `Write ${meant ? `${name}.${meant}` : orList(entries.map(([key]) => `${name}.${key}`))}`;
    },
  });
}

/** Functions, whose arguments are not known at run time. */
export function func<T>(signature: string): Type<T> {
  return custom(`a function ${signature}`, (value) => typeof value === 'function');
}

interface ClassOf<T> {
  readonly name: string;
  readonly prototype: T;
}

/**
 * An instance of a class of ours, or of a subclass. Also one that another copy of this package has made, as where two
 * versions are installed: the class is known by a mark on its prototype, as constructs are by theirs.
 *
 * @param example how one is made; a number in it is replaced by the one that was given
 * @param name the class, as users know it
 */
export function instance<T extends object>(type: ClassOf<T>, example: string, name: string = type.name): Type<T> {
  const mark = Symbol.for(`nexus-infra.${type.name}`);
  if (!Object.hasOwn(type.prototype, mark)) Object.defineProperty(type.prototype, mark, { value: true });
  const { prototype } = type;
  const is = (value: unknown) =>
    typeof value === 'object' && value !== null && (Object.getPrototypeOf(value) === prototype || mark in value);
  return custom(withArticle(name), is, {
    example,
    fix: (value) => factoryFor(type, value) ?? withNumber(example, value),
  });
}

/** `'pnpm'` → `PackageManager.pnpm()`, `'30s'` → `Duration.parse("30s")`, a function without its call likewise. */
function factoryFor<T>(type: ClassOf<T>, value: unknown): string | undefined {
  const factories = new Map(Object.entries(Object.getOwnPropertyDescriptors(type)));
  const isFactory = (name: string) => typeof (factories.get(name)?.value as unknown) === 'function';
  if (typeof value === 'function' && isFactory(value.name)) return `Write ${type.name}.${value.name}()`;
  if (typeof value !== 'string') return undefined;
  if (/^[a-z]\w*$/i.test(value) && isFactory(value)) return `Write ${type.name}.${value}()`;
  if (!isFactory('parse')) return undefined;
  try {
    (type as unknown as { parse: (text: string) => unknown }).parse(value);
    return `Write ${type.name}.parse(${show(value)})`;
  } catch {
    return undefined;
  }
}

function withNumber(example: string, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined;
  return `Write ${example.replace(/\d+/, String(value))}`;
}

function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${String(names.at(-1))}`;
}
