import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNginx, printNginx } from '../../src/model/nginx-directive.js';

describe('directives of nginx', () => {
  test.each([
    ['a b "c d" \'e;\';', [{ words: ['a', 'b', '"c d"', "'e;'"] }]],
    ['a { b; c { } }', [{ words: ['a'], block: [{ words: ['b'] }, { words: ['c'], block: [] }] }]],
    ['a ${b}c; # d;\n e f;', [{ words: ['a', '${b}c'] }, { words: ['e', 'f'] }]],
    ['a b\\;c "d\\"e";', [{ words: ['a', 'b\\;c', '"d\\"e"'] }]],
    ['if ($a = "b") { c; }', [{ words: ['if', '($a', '=', '"b"', ')'], block: [{ words: ['c'] }] }]],
    ['a b#c d"e;', [{ words: ['a', 'b#c', 'd"e'] }]],
    ['', []],
  ])('%j is read as nginx reads it', (text, expected) => {
    expect(parseNginx(text)).toEqual(expected);
  });

  test.each([
    ['a b', 'line 1: "a" is not ended by ";"'],
    ['a;\n}', 'line 2: "}" closes no block'],
    ['a {\n b;', 'line 1: "{" is not closed'],
    ['a; ;', 'line 1: ";" without a directive before it'],
    ['a "b', 'line 1: "\\"b" has a quote that does not end where a word does'],
    ["a 'b'c;", 'line 1: "\'b\'c;" has a quote that does not end where a word does'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => parseNginx(text)).toThrow(new SyntaxError(message));
  });

  test('printed read back as the same, whatever their words are', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', '$', '{', '}', ';', '"', "'", '\\', '#', ' ', '\n'),
      maxLength: 14,
    });
    let read = 0;
    fc.assert(
      fc.property(hostile, (text) => {
        let directives;
        try {
          directives = parseNginx(text);
        } catch {
          return;
        }
        read += directives.length;
        expect(parseNginx(directives.map((directive) => printNginx(directive, '  ')).join('\n'))).toEqual(directives);
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(20);
  });

  test('are printed with their blocks below them', () => {
    const [directive] = parseNginx('location /a{return 200 "x";if ($b){c;}}');
    expect(directive && printNginx(directive, '  ')).toBe(
      '  location /a {\n    return 200 "x";\n    if ($b) {\n      c;\n    }\n  }',
    );
  });
});
