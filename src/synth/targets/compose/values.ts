import { Tagged } from '../../render/yaml.js';

/** A text in which Compose replaces `${VARIABLE}`; everything else in a document is literal. */
export class Interpolated {
  public constructor(public readonly text: string) {}
}

/** Doubles every `$`, so that Compose leaves it alone (Compose specification, "Interpolation"). */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/**
 * `value` as it is written: strings literal, every {@link Interpolated} opened, keys without a value left out. For each
 * value once: a second time would escape again. Keys are not interpolated by Compose.
 */
export function finish(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('$') ? literal(value) : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(finish);
  if (value instanceof Interpolated) return value.text;
  if (value instanceof Tagged) return new Tagged(value.tag, finish(value.value));
  // Always another object: overrides change the document, and must not change the model.
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (item === undefined) continue;
    if (key !== '__proto__') result[key] = finish(item);
    else
      Object.defineProperty(result, key, { value: finish(item), enumerable: true, configurable: true, writable: true });
  }
  return result;
}

/** Without the sections at the top that are empty; `services` stays. */
export function dropEmptySections<T extends object>(document: T): T {
  const entries = Object.entries(document as Record<string, unknown>);
  const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return Object.fromEntries(entries.filter(([key, value]) => key === 'services' || !isEmpty(value))) as T;
}
