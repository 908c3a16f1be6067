import { isIPv6 } from 'node:net';
import { Cidr } from './cidr.js';
import { NexusError, show } from './errors.js';

/**
 * A block of addresses of either family, as nginx writes it: `10.0.0.0/8`, `2400:cb00::/32`.
 *
 * @throws NexusError if it is none, its mask is missing, or it holds every address there is
 */
export function checkAddressBlock(what: string, text: string): string {
  const [, address = '', mask = ''] = (typeof text === 'string' && /^([^/]*:[^/]*)(?:\/(\d{1,3}))?$/.exec(text)) || [];
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
