import { closest } from '../closest.js';
import { leftoverIn } from './leftover.js';
import { copyOf, explain, type Keys, nameOf, type OptionalType, type Problem, type Type } from './type.js';

/** A type for every prop of an interface, and for no other: anything else does not compile. */
export type Fields<P> = {
  readonly [K in keyof P]-?: Partial<Pick<P, K>> extends Pick<P, K>
    ? OptionalType<Required<P>[K]>
    : Type<P[K]> & { readonly optional?: never };
};

/** The type of an object with known keys. */
export interface Shape<P> extends Type<P> {
  readonly fields: Fields<P>;
  /** The same without a check of unknown keys: for a base class, which sees the props of subclasses that it does not know. */
  readonly open: Type<P>;
}

export function optional<T>(type: Type<T>): OptionalType<T> {
  return { ...type, optional: true };
}

/** A list of values of one type. */
export function list<T>(item: Type<T>): Type<readonly T[]> {
  return {
    expected: 'a list',
    is: (value) => {
      if (!Array.isArray(value)) return false;
      for (const entry of value) if (!item.is(entry)) return false;
      return true;
    },
    inside: (value, keys) =>
      Array.isArray(value) ? value.flatMap((entry, i) => explain(item, entry, [...keys, i])) : [],
    fix: (value) => {
      if (item.is(value)) return 'Put it in brackets: [ … ]';
      return item.example ? `Write [${item.example}]` : undefined;
    },
    copy: (value) => (item.copy ? (value as T[]).map((entry) => copyOf(item, entry)) : [...(value as T[])]),
  };
}

/** An object with keys of the user's own. */
export function record<T>(item: Type<T>): Type<Readonly<Record<string, T>>> {
  return {
    expected: 'an object',
    is: (value) => {
      if (!isObject(value)) return false;
      for (const key of Object.keys(value)) if (!item.is(value[key])) return false;
      return true;
    },
    inside: (value, keys) =>
      isObject(value) ? Object.entries(value).flatMap(([key, entry]) => explain(item, entry, [...keys, key])) : [],
    fix: (value) => (value instanceof Map ? 'Write Object.fromEntries(map)' : undefined),
    copy: (value) => {
      if (!item.copy) return { ...(value as object) };
      const entries = Object.entries(value as Readonly<Record<string, T>>);
      return Object.fromEntries(entries.map(([key, entry]) => [key, copyOf(item, entry)]));
    },
  };
}

/** Either of two types, that no inner problem of the first hides. */
export function either<A, B>(a: Type<A>, b: Type<B>): Type<A | B> {
  return {
    expected: `${a.expected} or ${b.expected}`,
    is: (value) => a.is(value) || b.is(value),
    fix: (value) => a.fix?.(value) ?? b.fix?.(value),
    example: a.example ?? b.example,
    inside: leftoverIn,
    copy: (value) => (a.is(value) ? copyOf(a, value as A) : copyOf(b, value as B)),
  };
}

/** A type that follows from the value, for unions of which one can tell which was meant. */
export function choose<T>(
  expected: string,
  pick: (value: unknown) => Pick<Type<T>, Exclude<keyof Type<T>, 'invariant'>>,
): Type<T> {
  return {
    expected,
    is: (value) => pick(value).is(value),
    copy: (value) => copyOf(pick(value), value as T),
    inside: (value, keys) => explain<unknown>(pick(value), value, keys),
  };
}

/**
 * The type of an interface, `shapeOf<VolumeProps>()({ description: optional(text) })`: it does not compile if a prop is
 * missing in it, or is there that the interface has not, or is of another type, or is optional in one of the two only.
 */
export function shapeOf<P extends object>(): <F extends Fields<P>>(
  fields: F & Readonly<Record<Exclude<keyof F, keyof P>, never>>,
) => Shape<P> {
  return (fields) => {
    const types = new Map<string, Type<unknown> & { readonly optional?: true }>(Object.entries(fields));
    const required = [...types].filter(([, { optional }]) => !optional).map(([key]) => key);
    const make = (exact: boolean): Type<P> => ({
      expected: 'an object',
      example: exampleOf(types),
      is: (value) => matches(types, required, value, exact),
      inside: (value, keys) => (isObject(value) ? problemsOf(types, value, keys, exact) : []),
      copy: (value) => copied(types, value as Readonly<Record<string, unknown>>),
    });
    return { ...make(true), fields, open: make(false) };
  };
}

type Types = ReadonlyMap<string, Type<unknown> & { readonly optional?: true }>;

/** Objects with keys: neither a list, nor what keeps its content elsewhere (Map, Set, Promise). */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  // Most are literals; the rest takes ten times as long to find out.
  return Object.getPrototypeOf(value) === Object.prototype || !(Symbol.iterator in value || value instanceof Promise);
}

function matches(types: Types, required: readonly string[], value: unknown, exact: boolean): boolean {
  if (!isObject(value)) return false;
  for (const key of required) if (value[key] === undefined) return false;
  for (const key of Object.keys(value)) {
    const type = types.get(key);
    const entry = value[key];
    if (type === undefined) {
      if (exact) return false;
    } else if (entry !== undefined && !type.is(entry)) return false;
  }
  return true;
}

function copied(types: Types, value: Readonly<Record<string, unknown>>): object {
  const copy: Record<string, unknown> = { ...value };
  for (const [key, type] of types) {
    // Props may be of a class, with accessors: a spread takes only what is the object's own.
    const entry = value[key];
    if (entry !== undefined) copy[key] = copyOf(type, entry);
  }
  return copy;
}

function problemsOf(types: Types, value: Readonly<Record<string, unknown>>, keys: Keys, exact: boolean): Problem[] {
  const known = Object.keys(value).filter((key) => types.has(key));
  const unknown = exact ? Object.keys(value).filter((key) => !types.has(key)) : [];
  const meant = unknown.map((key) =>
    closest(
      key,
      [...types.keys()].filter((name) => !known.includes(name)),
    ),
  );
  const missing = [...types].filter(
    // What is misspelled is not missing.
    ([key, { optional }]) => !optional && value[key] === undefined && !meant.includes(key),
  );
  return [
    ...missing.map(([key, type]) => ({
      problem: `${nameOf([...keys, key])} is missing`,
      fix: type.example ? `Add ${key}: ${type.example}` : `Add ${key}, which is ${type.expected}`,
    })),
    ...known.flatMap((key) => {
      const type = types.get(key);
      return type === undefined || value[key] === undefined ? [] : explain(type, value[key], [...keys, key]);
    }),
    ...unknown.map((key, i) => ({
      problem: `unknown prop ${nameOf([...keys, key])}`,
      fix: meant[i] ? `Did you mean "${meant[i]}"?` : `Known props: ${[...types.keys()].join(', ')}`,
    })),
  ];
}

/** `{ port: 5003 }`: what can't be left out. */
function exampleOf(types: Types): string {
  const required = [...types].filter(([, { optional }]) => !optional);
  const props = required.map(([key, { example = '…' }]) => `${key}: ${example}`);
  return props.length > 0 ? `{ ${props.join(', ')} }` : '{}';
}
