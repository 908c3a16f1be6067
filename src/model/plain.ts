import { kindOf } from './literal.js';

/** Deeper than any document: what goes on beyond is a mistake, and would exhaust the call stack of a printer. */
const DEEPEST = 200;

/** As an assignment makes them. */
const OWN = { enumerable: true, configurable: true, writable: true } as const;

/** Whether it is what `{ … }` or `JSON.parse` makes. */
function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Lists and plain objects copied, as deep as they go; constructs and value classes are taken over. Ask
 * {@link notPlain} first: a value that contains itself has no end.
 */
export function copyPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyPlain);
  if (!isPlain(value)) return value;
  // One by one: there are many, and a list of pairs for each would be as much again to throw away.
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = copyPlain(value[key]);
    // Assigned, it would be a prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: item, ...OWN });
    else copy[key] = item;
  }
  return copy;
}

/**
 * Why a value can't stand in a document, with the keys that lead to the reason; `undefined` if it can.
 *
 * @param known objects of classes that the caller knows how to write. @default none
 */
export function notPlain(
  value: unknown,
  known: (value: object) => boolean = () => false,
): { readonly why: string; readonly keys: readonly string[] } | undefined {
  const keys: string[] = [];
  const why = look(value, known, keys, 0);
  return why === undefined ? undefined : { why, keys: keys.reverse() };
}

/** @param keys filled on the way back, the innermost first */
function look(value: unknown, known: (value: object) => boolean, keys: string[], depth: number): string | undefined {
  if (typeof value === 'function') return 'is a function';
  if (typeof value === 'symbol' || typeof value === 'bigint') return `is a ${typeof value}`;
  // JSON would make it null.
  if (typeof value === 'number' && !Number.isFinite(value)) return `is ${value}`;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) return `is more than ${DEEPEST} levels deep, or contains itself`;
  if (!Array.isArray(value) && !isPlain(value)) return known(value) ? undefined : `is ${kindOf(value)}`;
  for (const [key, item] of Object.entries(value)) {
    const why = look(item, known, keys, depth + 1);
    if (why === undefined) continue;
    // Of a circle, where it begins is enough.
    if (depth < 3) keys.push(key);
    return why;
  }
  return undefined;
}
