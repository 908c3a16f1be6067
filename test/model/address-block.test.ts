import { describe, expect, test } from 'vitest';
import { checkAddressBlock } from '../../src/model/address-block.js';

describe('a block of addresses', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['203.0.113.7/32', '203.0.113.7/32'],
    ['2400:CB00::/32', '2400:cb00::/32'],
    ['::1/128', '::1/128'],
  ])('%s is one', (text, expected) => {
    expect(checkAddressBlock('block', text)).toBe(expected);
  });

  test.each([
    [
      '0.0.0.0/0',
      'block "0.0.0.0/0" holds every address: anyone could claim any. Name the blocks of the load balancers alone.',
    ],
    ['::/0', 'block "::/0" holds every address: anyone could claim any.'],
    ['2001:db8::', 'the mask is missing in "2001:db8::". Did you mean "2001:db8::/128"?'],
    ['2001:db8::/129', 'the mask of "2001:db8::/129" is not between 0 and 128.'],
    ['2001:zz::/32', '"2001:zz::/32" is not an IPv4 block.'],
    ['10.0.0.1/8', '"10.0.0.1/8" names a host, not a network.'],
    ['10.0.0.0/8; allow all', '"10.0.0.0/8; allow all" is not an IPv4 block.'],
  ])('%s is none', (text, message) => {
    expect(() => checkAddressBlock('block', text)).toThrow(message);
  });
});
