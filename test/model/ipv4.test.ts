import { describe, expect, test } from 'vitest';
import { Cidr } from '../../src/model/cidr.js';
import { parseIpv4 } from '../../src/model/ipv4.js';

describe('an IPv4 address', () => {
  test.each([
    ['0.0.0.0', 0],
    ['10.0.0.1', 167_772_161],
    ['255.255.255.255', 2 ** 32 - 1],
  ])('%s is %d', (text, number) => {
    expect(parseIpv4(text)).toBe(number);
  });

  test.each(['', '10.0.0', '10.0.0.256', '10.0.0.1/8', '10.0.0.1 ', '1.2.3.4.5', '::1', 'a.b.c.d'])(
    '%j is none',
    (text) => {
      expect(parseIpv4(text)).toBeUndefined();
    },
  );

  test.each([
    ['172.16.0.0', true],
    ['172.31.255.255', true],
    ['172.15.255.255', false],
    ['172.32.0.0', false],
    ['172.16.0', false],
  ])('%s lies in 172.16.0.0/12: %s', (address, expected) => {
    expect(Cidr.parse('172.16.0.0/12').contains(address)).toBe(expected);
  });
});
