import { describe, expect, test } from 'vitest';
import { isRoot, isUserId } from '../../src/model/user-id.js';

describe('a user id', () => {
  test.each(['1', '1000', '1000:1000', '70:0', '4294967295'])('may be %s', (text) => {
    expect(isUserId(text)).toBe(true);
  });

  test.each(['', '0', '0:0', '00', '01', 'node', '1000:', ':1', '1000:node', '-1', '12345678901', '1 ', '1:2:3'])(
    'may not be %j',
    (text) => {
      expect(isUserId(text)).toBe(false);
    },
  );
});

test.each(['root', '0', '000', '+0'])('%s is root', (account) => {
  expect(isRoot(account)).toBe(true);
});

test.each(['', 'roots', '1', '10', '0:0', 'Root', '+1'])('%j is not', (account) => {
  expect(isRoot(account)).toBe(false);
});
