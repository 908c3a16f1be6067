import { PromqlProblem } from './problem.js';

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\\': '\\', '"': '"', "'": "'" },
};

const ESCAPE = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([0-3][0-7]{2})|(.))/gisu;

/**
 * What a string literal of PromQL says: in backticks as it stands, otherwise with the escapes of Go.
 *
 * @param at offset of the literal
 * @throws PromqlProblem for another escape
 */
export function stringOf(literal: string, at: number): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(ESCAPE, (escape, x?: string, u?: string, long?: string, octal?: string, one?: string) => {
    const hexadecimal = x ?? u ?? long;
    if (hexadecimal !== undefined) return String.fromCodePoint(parseInt(hexadecimal, 16));
    if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
    const character = ESCAPES[one ?? ''];
    if (character === undefined)
      throw new PromqlProblem(`${escape} is no escape of a string: write \\${escape} where the backslash is meant`, at);
    return character;
  });
}
