import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fenced, html, markdown, printable, uri, visible } from '../../../src/audit/report/escape.js';
import { STEERING } from './hostile.js';

const anything = fc.string({ unit: 'binary', maxLength: 60 });

describe('text from elsewhere', () => {
  test('is one line in which nothing is hidden', () => {
    expect(visible('a\n\u001b[31mb\u202e\t')).toBe('a\\n\\u{1b}[31mb\\u{202e}\\t');
    fc.assert(
      fc.property(anything, (text) => {
        expect(visible(text)).not.toMatch(STEERING);
        expect(visible(text)).not.toContain('\n');
      }),
    );
  });

  test('is no mark of HTML', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(html(text)).not.toMatch(/[<>"'`]|&(?!#\d+;)/);
      }),
    );
  });

  test('is no mark of Markdown, nor what GitHub makes a link or a call of', () => {
    expect(markdown('a|b `c` *d* _e_ [f](g) <h> &amp; ~i~ $j$ \\')).toBe(
      'a\\|b \\`c\\` \\*d\\* \\_e\\_ \\[f\\](g) &lt;h&gt; &amp;amp; \\~i\\~ \\$j\\$ \\\\',
    );
    expect(markdown('@org #12 https://a www.b')).toBe('@<!-- -->org #<!-- -->12 https:<!-- -->//a www<!-- -->.b');
    expect(['- a', '1. a', '+ a', '= a'].map(markdown)).toEqual([
      '<!-- -->- a',
      '<!-- -->1. a',
      '<!-- -->+ a',
      '<!-- -->= a',
    ]);
    fc.assert(
      fc.property(anything, (text) => {
        const shown = markdown(text).replaceAll('<!-- -->', '');
        expect(shown.replace(/\\[^\n]/g, '')).not.toMatch(/[|`*_[\]~$<>\n]/);
      }),
    );
  });

  test('is a segment of a reference', () => {
    expect(uri('a b/ü%/c#d?e:f')).toBe('a%20b/%C3%BC%25/c%23d%3Fe%3Af');
    fc.assert(
      fc.property(anything, (text) => {
        expect(uri(text)).toMatch(/^(?:[\w.~/-]|%[0-9A-F]{2})*$/);
      }),
    );
  });

  test('means the same in JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), anything, (a, b) => {
        const value = [a, b, '\u2028\u202e\u009b'];
        expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
        expect(printable(JSON.stringify(value))).not.toMatch(STEERING);
      }),
    );
  });

  test('does not end the fence that it stands in', () => {
    const text = fenced('a\n````\nb', 'yaml');
    expect(text).toBe('`````yaml\na\n````\nb\n`````');
  });
});
