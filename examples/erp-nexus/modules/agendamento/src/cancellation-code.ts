import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

const DIGITS = 8;

/** A code that a customer can say on the telephone. */
export function newCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

/** So few digits are quickly tried out, therefore the slow hash: argon2id, from the native module. */
export const hashCode = (code: string): Promise<string> => hash(code);

export const matchesCode = (code: string, hashed: string): Promise<boolean> => verify(hashed, code);
