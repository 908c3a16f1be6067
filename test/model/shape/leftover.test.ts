import { describe, expect, it } from 'vitest';
import * as t from '../../../src/model/shape/index.js';
import { messageOf } from '../../support/project.js';

describe('a text in which a value was not set', () => {
  it.each([
    'undefined',
    'https://undefined/x',
    'postgres://db:5432/undefined?a=b',
    'ghcr.io/acme/crm:undefined',
    'ops@undefined',
    'shop.undefined',
    '--config=undefined',
    "default-src 'self' https://undefined; img-src *",
    '[object Object]',
    'a [object Promise] b',
  ])('%j is refused', (value) => {
    expect(t.text.is(value)).toBe(false);
    expect(messageOf(() => t.checkValue('name', t.text, value))).toMatch(
      /^name contains "(?:undefined|\[object \w+\])", which/,
    );
  });

  it.each([
    'an undefined state',
    'no-undefined',
    'undefinedness',
    'isUndefined',
    '--allow-undefined',
    '[object of desire]',
    'null',
  ])('%j is a text', (value) => {
    expect(t.text.is(value)).toBe(true);
  });

  it('is found in a union and in a list, and says which', () => {
    const names = t.either(t.list(t.text), t.oneOf(false));
    expect(messageOf(() => t.checkValue('names', names, ['a', 'b.undefined']))).toContain(
      'names[1] contains "undefined"',
    );
  });
});
