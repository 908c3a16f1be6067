import { NexusError, type NexusErrorProps } from '../errors.js';
import { type Keys, nameOf, type Type } from './type.js';

/** As deep as anybody looks for the accessor. */
const DEEPEST = 8;

/** Whether a value is right; one that can't be read is not. */
export function fits<T>(type: Pick<Type<T>, 'is'>, value: unknown): boolean {
  try {
    return type.is(value);
  } catch {
    return false;
  }
}

/**
 * Runs a check of `value`. What an accessor or a Proxy in it throws says nothing of what was being read, and by whom.
 *
 * @param what names the value: `NexusService`, `secret`
 * @throws NexusError with the key that can't be read
 */
export function reading<T>(what: string, value: unknown, place: () => NexusErrorProps, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof NexusError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new NexusError(`${nameOf([what, ...(keysTo(value, 0) ?? [])])} can't be read: ${why}`, {
      ...place(),
      fix: 'Give plain values: an accessor or a Proxy has thrown',
    });
  }
}

/** The keys that lead to what can't be read. */
function keysTo(value: unknown, depth: number): Keys | undefined {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return undefined;
  try {
    for (const key of Object.keys(value)) {
      const inner = keysThrough(value, key, depth);
      if (inner) return [Array.isArray(value) ? Number(key) : key, ...inner];
    }
    return undefined;
  } catch {
    return [];
  }
}

function keysThrough(holder: object, key: string, depth: number): Keys | undefined {
  try {
    return keysTo((holder as Readonly<Record<string, unknown>>)[key], depth + 1);
  } catch {
    return [];
  }
}
