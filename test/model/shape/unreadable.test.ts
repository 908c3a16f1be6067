import { describe, expect, test } from 'vitest';
import { checkProps, checkValue, data, fits, list, optional, shapeOf, text } from '../../../src/model/shape/index.js';
import { messageOf } from '../../support/project.js';

const SHAPE = shapeOf<{ readonly name: string; readonly list?: readonly { readonly a: string }[] }>()({
  name: text,
  list: optional(list(shapeOf<{ readonly a: string }>()({ a: text }))),
});

const throwing = {
  get a(): string {
    throw new TypeError('no a today');
  },
};

describe('what can not be read', () => {
  test('is refused with the key, what it threw, and the line', () => {
    expect(messageOf(() => checkProps('Thing', SHAPE, { name: 'x', list: [throwing] }))).toMatch(
      /^Thing\.list\[0\]\.a can't be read: no a today\. Give plain values: an accessor or a Proxy has thrown\. \(test\/model\/shape\/unreadable\.test\.ts:\d+\)$/,
    );
    expect(messageOf(() => checkValue('value', data, { b: throwing }, { path: 'shop/crm' }))).toMatch(
      /^\[shop\/crm\] value\.b\.a can't be read: no a today\./,
    );
  });

  test('is refused where it says nothing of its keys, or fails when it is copied', () => {
    const proxy = new Proxy({}, { ownKeys: () => { throw new RangeError('no keys'); } }); // prettier-ignore
    expect(messageOf(() => checkProps('Thing', SHAPE, proxy))).toContain('Thing');
    let reads = 0;
    const later = {
      get name(): string {
        if (++reads > 2) throw new Error('only twice');
        return 'x';
      },
    };
    expect(messageOf(() => checkProps('Thing', SHAPE, later))).toContain("Thing.name can't be read: only twice");
  });

  test('fits no type', () => {
    expect(fits(SHAPE, { name: 'x', list: [throwing] })).toBe(false);
    expect(fits(SHAPE, { name: 'x', list: [{ a: 'x' }] })).toBe(true);
  });
});
