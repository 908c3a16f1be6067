import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { expandVariables } from '../../../src/read/dockerfile/variables.js';
import { SourceText } from '../../../src/read/text/source-text.js';

const known = new Map([
  ['A', '1'],
  ['EMPTY', ''],
]);

test.each([
  ['a/b', 'a/b', false],
  ['$A', '1', false],
  ['x${A}y$A', 'x1y1', false],
  ['\\$A', '$A', false],
  ['\\\\', '\\\\', false],
  ['$B', '$B', true],
  ['${B}', '${B}', true],
  ['${B:-2}', '2', false],
  ['${EMPTY:-2}', '2', false],
  ['${EMPTY-2}', '', false],
  ['${B:-$A}', '1', false],
  ['${B:-${C:-${A}}}', '1', false],
  ['${B:-$C}', '$C', true],
  ['${B:-{x}}', '{x}', false],
  ['${B:-a\\}b}', 'a\\}b', false],
  ['${A:+3}', '3', false],
  ['${B+3}', '', false],
  ['${EMPTY+3}', '3', false],
  ['${EMPTY:+3}', '', false],
  ['${A:+x$A}', 'x1', false],
  ['$1', '$1', true],
  ['${A:?why}', '1', false],
  ['${B:?why}', '${B:?why}', true],
  ['${/x}', '${/x}', true],
  ['${}', '${}', true],
  ['${A/1/2}', '${A/1/2}', true],
  ['${A', '${A', false],
  ['$', '$', false],
  ['$$A', '$1', false],
  ['{"a": "$A"}', '{"a": "1"}', false],
])('GIVEN %j WHEN it is expanded THEN it is %j, unknown in part: %j', (text, value, dynamic) => {
  expect(expandVariables(text, known)).toEqual({ value, dynamic });
});

const last = (text: string) => parseDockerfile(new SourceText('Dockerfile', text)).instructions.at(-1)?.args[0]?.value;

test('GIVEN variables that double WHEN expanded THEN they stop growing', () => {
  const text = `FROM a\nENV A=aa\n${'ENV A=$A$A\n'.repeat(64)}WORKDIR /$A`;
  expect(last(text)).toBe('/$A');
});

test.each([
  ['FROM a\nENV A=1\nARG A=2\nWORKDIR /$A', '/1'],
  ['FROM a\nENV A=1\nENV A=2\nWORKDIR /$A', '/2'],
  ['FROM a\nENV A=1\nENV A=$B\nWORKDIR /$A', '/$A'],
  ['ARG A=1\nFROM a\nWORKDIR /$A', '/$A'],
  ['ARG A=1\nFROM a\nARG A\nWORKDIR /$A', '/1'],
  ['FROM a AS b\nENV A=1\nFROM b\nWORKDIR /$A', '/1'],
  ['FROM a AS b\nENV A=1\nFROM b\nENV A=$C\nWORKDIR /$A', '/$A'],
  ['FROM a AS b\nARG A=1\nFROM b\nWORKDIR /$A', '/$A'],
  ['FROM a AS b\nENV A=1\nFROM c\nWORKDIR /$A', '/$A'],
])('GIVEN %j WHEN read THEN the last folder is %j', (text, expected) => {
  expect(last(text)).toBe(expected);
});

test('GIVEN a long chain of stages WHEN read THEN what the first sets is known in the last', () => {
  const stages = Array.from({ length: 200 }, (_, i) => `FROM s${i} AS s${i + 1}\nENV B${i}=${i}\n`).join('');
  const text = `FROM a AS s0\nENV A=1\n${stages}WORKDIR /$A$B0$B199`;
  expect(last(text)).toBe('/10199');
});
