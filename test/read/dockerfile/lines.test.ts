import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { SourceText } from '../../../src/read/text/source-text.js';

const read = (text: string) =>
  parseDockerfile(new SourceText('Dockerfile', text)).instructions.map(({ keyword, line, endLine }) => [
    keyword,
    line,
    endLine,
  ]);

test.each([
  ['FROM a\r\nRUN b \\\r\n  c\r\nRUN d\r\n', [['FROM', 1, 1], ['RUN', 2, 3], ['RUN', 4, 4]]], // prettier-ignore
  ['FROM a\rRUN b\nRUN c', [['FROM', 1, 1], ['RUN', 2, 2]]], // prettier-ignore
  ['\uFEFFFROM a\nRUN b', [['FROM', 1, 1], ['RUN', 2, 2]]], // prettier-ignore
  ['# escape=`\nFROM a\nRUN b `\n  c', [['FROM', 2, 2], ['RUN', 3, 4]]], // prettier-ignore
])('GIVEN %j WHEN read THEN lines are those of the file', (text, expected) => {
  expect(read(text)).toEqual(expected);
});
