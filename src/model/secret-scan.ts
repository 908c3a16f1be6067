import { secretByName } from './secret-name.js';
import { confidentialShape, credentialShape, isPlace, isSwitch, urlPasswords } from './secret-shape.js';

/** A limit, a length, a number of seconds; but a `PASSWORD` of three digits is a password. */
function isNumber(name: string, value: string): boolean {
  return /^\d{1,5}$/.test(value) && !(value.length > 2 && /pass(?:word|wd|phrase)?$/i.test(name));
}

/**
 * Why a literal environment variable looks like a secret, or `undefined`. The secret itself is never part of the answer.
 *
 * The shapes and names are those of the audit. A construct refuses the value unless it is a PublicValue:
 * identifiers and doubtful names pass here, and are left to the audit (decision 0017). Text of the model is literal: `$X`
 * is no reference. A variable may be *called* `…_FILE` or hold a path under `/run/secrets`: that names a secret, and holds
 * none.
 */
export function looksLikeSecret(name: string, value: string): string | undefined {
  if (value === '') return undefined;
  const shape = confidentialShape(value);
  if (shape !== undefined) return `its value looks like ${shape}`;
  // The audit takes quotes for the end of a URL in a longer text; here they are characters like any other.
  const passwords = value.includes('://') ? urlPasswords(value.replaceAll(/["']/g, '_')) : [];
  // `{VARIABLE}` is filled in at start.
  if (passwords.some((password) => !/^\{[A-Za-z_][A-Za-z0-9_]*\}$/.test(password)))
    return 'its value is a URL with a password in it';
  if (secretByName(name) !== 'sure' || isSwitch(value) || isNumber(name, value) || isPlace(value)) return undefined;
  return 'it is called like a secret';
}

/** Whether a literal looks like a secret to anybody, the audit included: what a person may have to give a reason for. */
export function couldBeSecret(name: string, value: string): boolean {
  if (looksLikeSecret(name, value) !== undefined || credentialShape(value) !== undefined) return true;
  const isNone = value === '' || isSwitch(value) || isNumber(name, value) || isPlace(value);
  return secretByName(name) !== undefined && !isNone;
}
