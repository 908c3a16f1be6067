import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cidr } from '../../src/model/cidr.js';
import { messageOf } from '../synth/support/message.js';
import { hostileText } from '../synth/support/hostile.js';

const blocks = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]) => Cidr.parse('0.0.0.0/0').subnet(prefix, Math.floor(address / 2 ** (32 - prefix))));

describe('Cidr', () => {
  test.each([
    ['172.19.0.0/16', 65_536],
    ['10.0.0.0/8', 2 ** 24],
    ['0.0.0.0/0', 2 ** 32],
    ['255.255.255.255/32', 1],
  ])('reads %s, of %d addresses', (text, size) => {
    expect(Cidr.parse(text).toString()).toBe(text);
    expect(Cidr.parse(text).size).toBe(size);
  });

  test('reads back what it writes', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        const again = Cidr.parse(block.toString());
        expect(again.toString()).toBe(block.toString());
        expect(again.prefix).toBe(block.prefix);
      }),
    );
  });

  test('its subnets fill it, one beside the other', () => {
    // GIVEN
    const block = Cidr.parse('172.19.0.0/16');
    // WHEN
    const subnets = [0, 1, 4095].map((index) => block.subnet(28, index));
    // THEN
    expect(block.capacity(28)).toBe(4096);
    expect(subnets.map(String)).toEqual(['172.19.0.0/28', '172.19.0.16/28', '172.19.255.240/28']);
  });

  test('two subnets of a block overlap the block, and not each other', () => {
    fc.assert(
      fc.property(fc.nat(4095), fc.nat(4095), (i, j) => {
        const block = Cidr.parse('172.19.0.0/16');
        const [a, b] = [block.subnet(28, i), block.subnet(28, j)];
        expect(a.overlaps(b)).toBe(i === j);
        expect(a.overlaps(block) && block.overlaps(a)).toBe(true);
        expect(a.overlaps(Cidr.parse('172.18.0.0/16'))).toBe(false);
        expect(a.overlaps(Cidr.parse('172.20.0.0/16'))).toBe(false);
      }),
    );
  });

  test.each([
    [28, 4096],
    [28, -1],
    [28, 0.5],
    [8, 0],
    [33, 0],
  ])('has no subnet of /%d with the number %d', (prefix, index) => {
    // WHEN
    const message = messageOf(() => Cidr.parse('172.19.0.0/16').subnet(prefix, index));
    // THEN
    expect(message).toMatch(/^172\.19\.0\.0\/16 has no \/\d+ number \S+\. It holds \d+ of them\./);
    expect(message).toMatch(/\(test\/model\/cidr\.test\.ts:\d+\)$/);
  });

  test.each([
    ['', 'is not an IPv4 block. Write it like "10.70.0.0/16"'],
    ['172.19.0.256/16', 'is not an IPv4 block. Write it like "10.70.0.0/16"'],
    ['172.19.0/16', 'is not an IPv4 block'],
    ['fd00::/8', 'is not an IPv4 block'],
    ['172.19.0.0/16\n', 'is not an IPv4 block'],
    ['172.19.0.0/33', 'is not between 0 and 32. Write it like "10.70.0.0/16"'],
    ['172.19.3.4', 'the mask is missing in "172.19.3.4". Did you mean "172.19.0.0/16"?'],
    ['172.19.3.4/16', 'names a host, not a network. Did you mean "172.19.0.0/16"?'],
  ])('refuses %j, and says what is wrong', (text, problem) => {
    // WHEN
    const message = messageOf(() => Cidr.parse(text));
    // THEN
    expect(message).toContain(JSON.stringify(text));
    expect(message).toContain(problem);
    expect(message).toMatch(/\(test\/model\/cidr\.test\.ts:\d+\)$/);
  });

  test('what it suggests is accepted', () => {
    const near = fc.tuple(fc.ipV4(), fc.option(fc.nat(32))).map(([ip, mask]) => (mask === null ? ip : `${ip}/${mask}`));
    fc.assert(
      fc.property(near, (text) => {
        try {
          Cidr.parse(text);
        } catch (error) {
          const suggestion = /Did you mean "([^"]+)"/.exec((error as Error).message)?.[1] ?? '';
          expect(() => Cidr.parse(suggestion)).not.toThrow();
        }
      }),
    );
  });

  test('whatever is accepted has the form of a block', () => {
    fc.assert(
      fc.property(hostileText(), fc.constantFrom('', '10.0.0.0/8'), (text, prefix) => {
        expect(() => Cidr.parse(prefix + (text || '\n'))).toThrow(/IPv4|mask|network/);
      }),
    );
  });
});
