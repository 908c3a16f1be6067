import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { SourceText } from '../../../src/read/text/source-text.js';

const read = (text: string) =>
  parseDockerfile(new SourceText('Dockerfile', text)).instructions.flatMap(({ assignments }) =>
    assignments.map(({ name, value, line }) => [name, value?.value, line]),
  );

test.each([
  ['ARG A', [['A', undefined, 1]]],
  ['ARG A=1', [['A', '1', 1]]],
  ['ARG A="1 2"', [['A', '1 2', 1]]],
  ['ARG "A=1 2"', [['A', '1 2', 1]]],
  ['ARG URL=https://example.org/?a=b', [['URL', 'https://example.org/?a=b', 1]]],
  [
    'ARG A B=2 C',
    [
      ['A', undefined, 1],
      ['B', '2', 1],
      ['C', undefined, 1],
    ],
  ],
  [
    "ARG A=1 \\\n  # why\n  B='x y'",
    [
      ['A', '1', 1],
      ['B', 'x y', 3],
    ],
  ],
])('GIVEN %j WHEN it is read THEN each of its names is known', (text, expected) => {
  expect(read(text)).toEqual(expected);
});
