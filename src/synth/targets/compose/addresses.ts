import type { Cidr } from '../../../model/cidr.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { networkVariable } from '../../../model/variables.js';
import { Interpolated } from './values.js';

/** `ipam` of a network (Compose specification, "ipam"): in the block that moves, its first two numbers are a variable. */
export function ipam(subnet: Cidr, { name, addresses }: Pick<PlatformModel, 'name' | 'addresses'>): object {
  return { config: [{ subnet: subnet.isWithin(addresses) ? moved(subnet, name) : subnet.toString() }] };
}

function moved({ octets: [first, second, third, fourth], prefix }: Cidr, platform: string): Interpolated {
  return new Interpolated(`\${${networkVariable(platform)}:-${first}.${second}}.${third}.${fourth}/${prefix}`);
}
