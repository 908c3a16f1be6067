import { show } from '../errors.js';
import { isDescribed, isSecretText, kindOf } from '../literal.js';

/** Keys that lead from the props to a value: `['uses', 0, 'role']`. */
export type Keys = readonly (string | number)[];

/** What is wrong with one value, and what to do about it. */
export interface Problem {
  readonly problem: string;
  readonly fix?: string | undefined;
}

/**
 * What a value must be. Programs run without a type check, and props come out of JSON: TypeScript's types are repeated
 * here as values.
 *
 * The type parameter is invariant: a type that accepts less or more than `T` does not compile in the place of one for `T`.
 */
export interface Type<T> {
  /** Completes "… is not": `a Duration`. */
  readonly expected: string;
  /** How one is written, for the fix. */
  readonly example?: string | undefined;
  /** Whether a value is right. Fast: nothing is built for an answer. */
  readonly is: (value: unknown) => boolean;
  /** What to do about a wrong value. @default write the example */
  readonly fix?: ((value: unknown) => string | undefined) | undefined;
  /** What is wrong inside of a wrong value; nothing where the value as a whole is wrong. */
  readonly inside?: ((value: unknown, keys: Keys) => Problem[]) | undefined;
  /** The value in a message. @default as it is, unless it may be a secret */
  readonly shown?: ((value: unknown) => string) | undefined;
  /** A right value again, that changes of the original do not reach. @default the value itself: it is of a class, or can't change */
  readonly copy?: ((value: unknown) => unknown) | undefined;
  readonly invariant?: (value: T) => T;
}

/** The type of a prop that may be left out. */
export interface OptionalType<T> extends Type<T> {
  readonly optional: true;
}

/** A right value as it is now: lists and plain objects in it are copied, constructs and value classes are not. */
export function copyOf<T>(type: Pick<Type<T>, 'copy'>, value: T): T {
  return type.copy && value !== undefined ? (type.copy(value) as T) : value;
}

/** What is wrong with a value; nothing if it is right. */
export function explain<T>(type: Type<T>, value: unknown, keys: Keys): Problem[] {
  if (type.is(value)) return [];
  const inside = type.inside?.(value, keys) ?? [];
  if (inside.length > 0) return inside;
  const name = nameOf(keys);
  const fix = type.fix?.(value) ?? (type.example && `Write ${type.example}`);
  if (value === undefined) return [{ problem: `${name} is undefined`, fix: fix ?? `Give ${type.expected}` }];
  return [{ problem: `${name} ${shown(type, value, keys)} is not ${type.expected}`, fix }];
}

/** `uses[0].role`, `routes["/crm"]` */
export function nameOf(keys: Keys): string {
  return keys
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`;
      // The first may be what a check calls its value, in words.
      if (i > 0 && !/^[A-Za-z_$][\w$]*$/.test(key)) return `[${show(key)}]`;
      return i > 0 ? `.${key}` : key;
    })
    .join('');
}

function shown<T>(type: Type<T>, value: unknown, keys: Keys): string {
  if (type.shown) return type.shown(value);
  const secret = keys.some((key) => typeof key === 'string' && isSecretText(key, 'value')) || isSecretText('', value);
  if (secret) return `(${kindOf(value)})`;
  return isDescribed(value) ? `(${show(value)})` : show(value);
}
