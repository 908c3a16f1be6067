import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NginxParser } from 'nginx-conf';
import { nginxWord, sqlIdentifier, sqlString } from '../../../src/synth/render/quote.js';
import { messageOf } from '../support/message.js';
import { hostileText } from '../support/hostile.js';

const texts = hostileText().map((text) => text.replaceAll('\0', ''));

/** Reads a string constant as PostgreSQL does; `undefined` if it does not end where the text ends. */
function readSqlString(text: string): string | undefined {
  const match = /^ ?(E?)'((?:[^']|'')*)'$/s.exec(text);
  if (!match) return undefined;
  const [, escapes, body = ''] = match;
  const plain = body.replaceAll("''", "'");
  if (!escapes) return plain;
  return /^(?:[^\\]|\\\\)*$/s.test(plain) ? plain.replaceAll('\\\\', '\\') : undefined;
}

/** Reads one argument as nginx does (ngx_conf_read_token); `undefined` if it is not exactly one. */
function readNginxWord(text: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(["'\\])/g, '$1');
  return /^[^\s;{}"'#\\$]+$/.test(text) ? text : undefined;
}

describe('SQL', () => {
  test('a string reads back as itself', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(readSqlString(sqlString(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test('a backslash can escape nothing, whatever standard_conforming_strings says', () => {
    expect(sqlString("a\\'; DROP TABLE users; --")).toBe(" E'a\\\\''; DROP TABLE users; --'");
    expect(sqlString('plain')).toBe("'plain'");
  });

  test('an identifier reads back as itself, and ends only at its end', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const written = sqlIdentifier(text);
        expect(written).toMatch(/^"(?:[^"]|"")*"$/s);
        expect(written.slice(1, -1).replaceAll('""', '"')).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test.each([sqlString, sqlIdentifier])('a NUL byte is refused by %o', (quote) => {
    expect(messageOf(() => quote('a\0b'))).toMatch(
      /^"a\\u0000b" has a NUL byte, that PostgreSQL can't store\. \(test\//,
    );
  });
});

describe('nginx', () => {
  test('a word reads back as itself, or is refused', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        let word;
        try {
          word = nginxWord(text);
        } catch (error) {
          expect((error as Error).message).toContain("can't be written in an nginx configuration");
          // eslint-disable-next-line no-control-regex
          expect(text).toMatch(/[$\u0000-\u001f\u007f]/);
          return;
        }
        expect(readNginxWord(word)).toBe(text);
        expect(word).not.toContain('$');
      }),
      { numRuns: 300 },
    );
  });

  test('a word is one argument for a parser of nginx', () => {
    fc.assert(
      fc.property(
        hostileText().filter((text) => !/[$\p{Cc}]/u.test(text)),
        (text) => {
          let failure: string | undefined;
          let names: string[] = [];
          new NginxParser().parse(`a ${nginxWord(text)}; b c;`, (error, tree) => {
            failure = error?.message;
            names = tree?.children?.map(({ name }) => name) ?? [];
          });
          expect(failure).toBeUndefined();
          expect(names).toEqual(['a', 'b']);
        },
      ),
    );
  });

  test.each(['', 'a b', 'a;', 'a{', '#', '"', 'é'])('%j is quoted', (text) => {
    expect(nginxWord(text)).toMatch(/^".*"$/);
  });
});
