import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { SourceText } from '../../../src/read/text/source-text.js';

test.each([
  ['# one\nFROM a:1\n# two', ['1 one', '3 two']],
  ['# checker ignore=A\nFROM a:1', ['1 checker ignore=A']],
  ['# a=b\n# escape=`\nFROM a:1 # c', ['1 a=b']],
  ['# syntax=docker/dockerfile:1\n# check=error=true\nFROM a:1', []],
])('GIVEN %j WHEN it is read THEN its comments are known, directives are not', (text, expected) => {
  const { comments } = parseDockerfile(new SourceText('Dockerfile', text));
  expect(comments.map(({ line, text: words }) => `${line} ${words}`)).toEqual(expected);
});
