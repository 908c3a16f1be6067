/** The names that one value of a pattern has: `{ subject: 'crm', target: 'services' }`. */
export type PatternNames = Readonly<Record<string, string>>;

/** What a value was made from. */
export interface Filled {
  /** The value with `{subject}` and the like where names stand; one and the same object for all that are made from it. */
  readonly pattern: object;
  readonly names: PatternNames;
}

const FILLED = new WeakMap<object, Filled>();

/** What `value` was made from; undefined for what was made in another way. */
export function filledFrom(value: object): Filled | undefined {
  return FILLED.get(value);
}

/** Notes that `copy` says what `value` says. @returns the copy */
export function sameFilled<T extends object>(value: object, copy: T): T {
  const filled = FILLED.get(value);
  if (filled) FILLED.set(copy, filled);
  return copy;
}

/**
 * Values that are alike for many things but for names: made once with `{subject}` for a name, and then filled in. What has
 * no name in it is one object for all of them, so everything is frozen.
 */
export class Patterns<N extends string, V extends object, T extends object> {
  readonly #known = new Map<string, readonly Filler<T>[]>();

  /**
   * @param names of the placeholders
   * @param make the values. Of a name it must do nothing but write it into texts; keys have none.
   */
  public constructor(
    private readonly names: readonly N[],
    private readonly make: (names: Readonly<Record<N, string>>, variant: V) => readonly T[],
  ) {}

  /** @param variant plain data: whatever else decides the values */
  public fill(names: Readonly<Record<N, string>>, variant: V): T[] {
    const key = JSON.stringify(variant);
    let known = this.#known.get(key);
    if (!known) {
      const placeholders = Object.fromEntries(this.names.map((name) => [name, `{${name}}`])) as Record<N, string>;
      known = this.make(placeholders, variant).map((pattern) => ({ pattern, fill: filler(pattern, this.names) }));
      this.#known.set(key, known);
    }
    return known.map(({ pattern, fill }) => {
      // One without names is shared as it is; what it is filled from must still be known of each.
      const value = fill ? (fill(names) as T) : Object.freeze({ ...pattern });
      FILLED.set(value, { pattern, names });
      return value;
    });
  }
}

interface Filler<T> {
  readonly pattern: T;
  readonly fill: Fill | undefined;
}

type Fill = (names: PatternNames) => unknown;

/** `text` with names in the place of placeholders, in one go: a name may look like a placeholder. */
export function fillText(text: string, names: PatternNames): string {
  return text.replace(/\{([a-z]+)\}/g, (all, name: string) =>
    Object.hasOwn(names, name) ? (names[name] ?? all) : all,
  );
}

/** Undefined where no name is in it. */
function filler(value: unknown, names: readonly string[]): Fill | undefined {
  if (typeof value === 'string') return textFiller(value, names);
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    Object.freeze(value);
    const items = value.map((item) => filler(item, names));
    if (items.every((item) => item === undefined)) return undefined;
    return (given) => Object.freeze(value.map((item: unknown, index) => (items[index] ? items[index](given) : item)));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  Object.freeze(value);
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => {
    if (textFiller(key, names)) throw new Error(`a pattern has a name in the key ${key}`);
    return { key, item, fill: filler(item, names) };
  });
  if (entries.every(({ fill }) => fill === undefined)) return undefined;
  return (given) => {
    const copy: Record<string, unknown> = {};
    for (const { key, item, fill } of entries) copy[key] = fill ? fill(given) : item;
    return Object.freeze(copy);
  };
}

function textFiller(text: string, names: readonly string[]): Fill | undefined {
  // Every second part is a name.
  const parts = text.split(new RegExp(`\\{(${names.join('|')})\\}`));
  if (parts.length === 1) return undefined;
  return (given) => {
    let filled = parts[0] ?? '';
    for (let index = 1; index < parts.length; index += 2)
      filled += `${given[parts[index] ?? ''] ?? ''}${parts[index + 1] ?? ''}`;
    return filled;
  };
}
