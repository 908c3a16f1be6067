import { checkAddressBlock, heldByHalf } from '../../model/address-block.js';
import { NexusError, show } from '../../model/errors.js';
import { lower, TOLD, type Trust } from './request-headers.js';

/** @throws NexusError if a block is none, or together they are half of the Internet */
export function checkTrustedProxies(blocks: readonly string[]): readonly string[] {
  const checked = blocks.map((block) => checkAddressBlock('trusted proxy', block));
  const family = heldByHalf(checked);
  if (family !== undefined)
    throw new NexusError(
      `trusted proxies ${checked.map((block) => show(block)).join(', ')} hold half of all addresses of ${family}, or more: ` +
        'anyone could claim any',
      { fix: 'Name the blocks of the load balancers alone' },
    );
  return checked;
}

/** @throws NexusError if a header is none, is believed from nobody, or is one that the proxy says itself */
export function checkTrustedHeaders(options: Partial<Trust>, trustedProxies: readonly string[]): void {
  const { clientAddressHeader, trustedHeaders = [] } = options;
  for (const [what, names] of [
    ['client address header', clientAddressHeader === undefined ? [] : [clientAddressHeader]],
    ['trusted header', trustedHeaders],
  ] as const) {
    for (const name of names) {
      if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name))
        throw new NexusError(`${what} ${show(name)} is not the name of a header`, {
          fix: 'Write it like "X-Forwarded-For" or "CF-Connecting-IP"',
        });
    }
  }
  if (clientAddressHeader !== undefined && trustedProxies.length === 0)
    throw new NexusError('clientAddressHeader is believed from nobody', {
      fix: 'Name the blocks of those who send it: trustedProxies: ["203.0.113.0/24"]',
    });
  if (trustedHeaders.length > 0 && trustedProxies.length === 0)
    throw new NexusError('trustedHeaders are believed from nobody', {
      fix: 'Name the blocks of those who send them: trustedProxies: ["203.0.113.0/24"]',
    });
  const told = trustedHeaders.find((name) => TOLD.some((one) => lower(one) === lower(name)));
  if (told !== undefined)
    throw new NexusError(`trusted header ${show(told)} is one that the proxy says itself`, {
      fix: 'Leave it out: what load balancers say of address and scheme is believed already',
    });
  const all = trustedHeaders.map(lower);
  const twice = trustedHeaders.find((name, i) => all.indexOf(lower(name)) !== i);
  if (twice !== undefined)
    throw new NexusError(`trusted header ${show(twice)} is there twice`, { fix: 'Name it once' });
}
