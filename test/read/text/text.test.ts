import { describe, expect, test } from 'vitest';
import { byFile, ByLine } from '../../../src/read/text/by-line.js';
import { SourceText } from '../../../src/read/text/source-text.js';
import { trimEnd, withoutSlash } from '../../../src/read/text/trim.js';

describe('blocks by line', () => {
  const block = (name: string, line: number, endLine: number) => ({ name, line, endLine });
  const blocks = new ByLine([block('c', 9, 9), block('a', 2, 4), block('b', 5, 5), block('other a', 2, 8)]);

  test.each([
    [1, undefined, undefined],
    [2, 'a', 'a'],
    [4, 'a', 'a'],
    [5, 'b', 'b'],
    [6, 'b', undefined],
    [9, 'c', 'c'],
    [10, 'c', undefined],
  ])('at line %i: begun before is %s, around it is %s', (line, before, at) => {
    expect([blocks.before(line)?.name, blocks.at(line)?.name]).toEqual([before, at]);
  });

  test('are put into lists by their file', () => {
    const items = ['b', 'a', 'b'].map((file, line) => ({ file, line }));
    expect([...byFile(items)].map(([file, own]) => [file, own.map(({ line }) => line)])).toEqual([
      ['b', [0, 2]],
      ['a', [1]],
    ]);
  });
});

describe('a source text', () => {
  const source = new SourceText('a', '\uFEFFone\r\n\r\nthree\n');

  test('has lines without what ends them', () => {
    expect(source.text).toBe('one\n\nthree\n');
    expect([1, 2, 3, 4].map((line) => source.line(line))).toEqual(['one', '', 'three', '']);
    expect(source.lineCount).toBe(4);
  });

  test('knows the line of a character, and the first character of a line', () => {
    expect([0, 3, 4, 5, 10, 11, 99].map((offset) => source.lineAt(offset))).toEqual([1, 1, 2, 3, 3, 4, 4]);
    expect([1, 2, 3, 4, 5].map((line) => source.startOf(line))).toEqual([0, 4, 5, 11, 11]);
  });
});

test.each([
  ['/a/b//', '/a/b'],
  ['/', '/'],
  ['///', '/'],
  ['', ''],
  ['a', 'a'],
])('%j without the slashes at its end is %j', (path, expected) => {
  expect(withoutSlash(path)).toBe(expected);
});

test('any of the characters is cut off at the end, and nothing before', () => {
  expect(trimEnd('a;b, ;', ' ;,')).toBe('a;b');
});
