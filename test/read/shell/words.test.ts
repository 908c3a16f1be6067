import { expect, test } from 'vitest';
import { parseShell } from '../../../src/read/shell/parse.js';

const KNOWN = new Map([['A', 'one']]);
const words = (text: string) =>
  parseShell(text, () => 1, KNOWN).commands[0]?.args.map(({ value, dynamic }) => (dynamic ? `?${value}` : value));

test('GIVEN a command of several lines WHEN read THEN it has the first and the last of them', () => {
  const text = 'a\nb \\\n  c \\\n  d\ne\n';
  const { commands } = parseShell(text, (at) => text.slice(0, at).split('\n').length);
  expect(commands.map(({ name, line, endLine }) => [name, line, endLine])).toEqual([
    ['a', 1, 1],
    ['b', 2, 4],
    ['e', 5, 5],
  ]);
});

test('GIVEN a shell that reads a here-document and writes into a file WHEN read THEN its script is known', () => {
  const { commands } = parseShell('bash > log <<EOF\ncurl x\nEOF\n', () => 1);
  expect(commands.map(({ name }) => name)).toEqual(['bash', 'curl']);
});

test.each([
  ['x $A ${A} "$A"', ['one', 'one', 'one']],
  ['x $B ${B}', ['?$B', '?${B}']],
  ['x ${B:-two} ${B-two} ${A:-two}', ['two', 'two', 'one']],
  ['x ${B:=two} ${B:+two} ${A:?no}', ['two', '?${B:+two}', '?${A:?no}']],
  ['x ${A[0]} ${!A}', ['?${A[0]}', '?${!A}']],
  ['x ${#A} ${A%e} ${A/o/i}', ['?${#A}', '?${A%e}', '?${A/o/i}']],
  ['x $(date) $((1 + 1)) <(true)', ['?$(date)', '?$((1 + 1))', '?<(true)']],
  ["x 'a b' \"a $A\" $'a\\tb' *.txt {a,b}", ['a b', 'a one', 'a\tb', '*.txt', '{a,b}']],
])('GIVEN %s WHEN read THEN what is known is filled in, and the rest is marked', (text, expected) => {
  expect(words(text)).toEqual(expected);
});
