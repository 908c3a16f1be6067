import { isIPv6 } from 'node:net';
import { Cidr } from './cidr.js';
import { NexusError, show } from './errors.js';
import { parseIpv4 } from './ipv4.js';

/**
 * A block of addresses of either family, as nginx writes it: `10.0.0.0/8`, `2400:cb00::/32`.
 *
 * @throws NexusError if it is none, its mask is missing, or it holds every address there is
 */
export function checkAddressBlock(what: string, text: string): string {
  const [, address = '', mask = ''] =
    (typeof text === 'string' && /^([^/%]*:[^/%]*)(?:\/(\d{1,3}))?$/.exec(text)) || [];
  const every = () =>
    new NexusError(`${what} ${show(text)} holds every address: anyone could claim any`, {
      fix: 'Name the blocks of the load balancers alone',
    });
  if (!isIPv6(address)) {
    const block = Cidr.parse(text);
    if (block.prefix === 0) throw every();
    return String(block);
  }
  if (mask === '')
    throw new NexusError(`the mask is missing in ${show(text)}`, { fix: `Did you mean "${address}/128"?` });
  if (Number(mask) > 128)
    throw new NexusError(`the mask of ${show(text)} is not between 0 and 128`, {
      fix: 'Write it like "2001:db8::/32"',
    });
  if (Number(mask) === 0) throw every();
  return text.toLowerCase();
}

/** First and last address that a block may have to be one of the Internet, in bits: all of IPv4, and 2000::/3 (RFC 4291). */
const INTERNET = [
  { family: 'IPv4', bits: 32n, first: 0n, size: 1n << 32n },
  { family: 'IPv6', bits: 128n, first: 1n << 125n, size: 1n << 125n },
] as const;

/**
 * The family of which blocks together hold half of the Internet's addresses, or more; `undefined` if there is none. Written
 * in halves, `0.0.0.0/1` and `128.0.0.0/1` are every address just as `0.0.0.0/0` is.
 *
 * @param blocks as `checkAddressBlock` returns them
 */
export function heldByHalf(blocks: readonly string[]): 'IPv4' | 'IPv6' | undefined {
  return INTERNET.find(({ family, bits, first, size }) => {
    const ranges = blocks
      .filter((block) => block.includes(':') === (family === 'IPv6'))
      .map((block) => rangeOf(block, bits))
      .sort((a, b) => (a.first < b.first ? -1 : 1));
    let held = 0n;
    let next = first;
    for (const range of ranges) {
      const from = range.first > next ? range.first : next;
      const to = range.end < first + size ? range.end : first + size;
      if (to <= from) continue;
      held += to - from;
      next = to;
    }
    return held * 2n >= size;
  })?.family;
}

function rangeOf(block: string, bits: bigint): { readonly first: bigint; readonly end: bigint } {
  const [address = '', mask = ''] = block.split('/');
  const size = 1n << (bits - BigInt(mask));
  const number = bits === 32n ? BigInt(parseIpv4(address) ?? 0) : ipv6Number(address);
  const first = number - (number % size);
  return { first, end: first + size };
}

function ipv6Number(address: string): bigint {
  // As the URL standard writes one: hexadecimal groups, also where the end was written as IPv4.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].reduce((number, group) => (number << 16n) + BigInt(`0x${group}`), 0n);
}
