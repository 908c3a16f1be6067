import { Tagged } from '../../render/yaml.js';

/** A text in which Compose replaces `${VARIABLE}`; everything else in a document is literal. */
export class Interpolated {
  public constructor(public readonly text: string) {}
}

/** Doubles every `$`, so that Compose leaves it alone (Compose specification, "Interpolation"). */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** `value` with every string made literal and every {@link Interpolated} opened. Keys are not interpolated by Compose. */
export function escapeInterpolation(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('$') ? literal(value) : value;
  if (value instanceof Interpolated) return value.text;
  if (value instanceof Tagged) return new Tagged(value.tag, escapeInterpolation(value.value));
  if (Array.isArray(value)) return value.map(escapeInterpolation);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeInterpolation(item)]));
  }
  return value;
}
