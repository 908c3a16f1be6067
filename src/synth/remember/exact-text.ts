import { Cidr } from '../../model/cidr.js';
import { Derived } from '../../model/derived.js';
import { Duration } from '../../model/duration.js';
import { MemorySize } from '../../model/memory-size.js';
import { SourceLocation } from '../../model/source-location.js';

/**
 * Classes of which JSON writes all that is rendered: their fields. Of a place that is nothing; it is for messages. Of a
 * value that is made later it is what decides it.
 */
const KNOWN = new Set<unknown>([
  Cidr.prototype,
  Derived.prototype,
  Duration.prototype,
  MemorySize.prototype,
  SourceLocation.prototype,
]);

/**
 * `value` as a text that no other value has; undefined where JSON can't tell it from another: a number that is not
 * finite, a function, an object of another class. `origin` of an object is where it was said.
 */
export function exactText(value: unknown): string | undefined {
  return isExact(value) ? JSON.stringify(value) : undefined;
}

/** Whether JSON writes everything of an object that matters: a plain one, or a value of one of our own classes. */
export function isKnownObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || KNOWN.has(prototype);
}

/** JSON writes null for what is not finite, and 0 for -0. */
export function isExactNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function isExact(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return isExactNumber(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return (value as readonly unknown[]).every(isExact);
  if (!isKnownObject(value)) return false;
  const map = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(map)) {
    const item = map[key];
    // A key without a value is as none.
    if (item !== undefined && !isExact(item)) return false;
  }
  return true;
}
