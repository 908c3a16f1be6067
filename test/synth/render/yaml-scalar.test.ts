import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { byLibrary, renderScalar, type ScalarPlace } from '../../../src/synth/render/yaml-scalar.js';

const PLACES: readonly ScalarPlace[] = ['block', 'flow', 'key'];
/** Words and shapes that some version of YAML reads as no string. */
const TRAPS = [
  'yes',
  'No',
  'ON',
  'off',
  'y',
  'N',
  'true',
  'False',
  'null',
  'NULL',
  '~',
  '22:22',
  '1e3',
  'e3',
  'E-3',
  '0o17',
  '0x1F',
  '1_000',
  '.inf',
  '.NaN',
  '-',
  '---',
  '=',
  '<<',
  '2026-11-01',
  'a: b',
  'a #b',
  'key:',
  '@x',
  '%x',
  '&a',
  '*a',
  '!t',
  '',
  ' ',
  '|',
  '>',
  '?',
  'a,b',
  '[a',
  '{a}',
  './x',
  '/x',
  '127.0.0.1:80:80',
  '10.0.0.0/8',
  '5003',
  '007',
  '1.2.3.4',
  '1.2.3',
  '${A:-b}',
];
const text = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[A-Za-z./][\w./@:=?&%${},-]{0,12}$/),
);

describe('renderScalar', () => {
  it.each(PLACES)('takes no short cut that the library would not take: %s', (place) => {
    fc.assert(
      fc.property(text, (value) => {
        expect(renderScalar(value, place)).toBe(byLibrary(value, place));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back as the same string, in both versions of YAML', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(`k: ${renderScalar(value, 'block')}`, { version })).toEqual({ k: value });
          expect(parse(`[${renderScalar(value, 'flow')}]`, { version })).toEqual([value]);
          expect(parse(`${renderScalar(value, 'key')}: 1`, { version })).toEqual({ [value]: 1 });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
