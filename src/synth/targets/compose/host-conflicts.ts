import { Cidr } from '../../../model/cidr.js';
import type { ComposeService, PortMapping } from '../../../read/compose/document.js';
import { at, type ComposeNode, itemsOf, type MapNode, textOf } from '../../../read/compose/node.js';
import { portRange } from '../../../read/compose/ports.js';
import type { Loose } from './loose-ends.js';

interface Taken {
  readonly service: ComposeService;
  readonly port: PortMapping;
  readonly first: number;
  readonly last: number;
}

/** Ports of the host that two containers want. A range for one port takes whichever is free, so it is not looked at. */
export function portConflicts(services: readonly ComposeService[]): Loose[] {
  const taken: Taken[] = [];
  const found: Loose[] = [];
  for (const service of services) {
    if (service.networkMode === 'host') continue;
    for (const port of service.ports) {
      const [published, target] = [port.published, port.target].map((text) => portRange(text ?? ''));
      if (!published || port.dynamic || !target || size(published) !== size(target)) continue;
      const own: Taken = { service, port, first: published[0], last: published[1] };
      const other = taken.find((one) => meet(one, own));
      taken.push(own);
      const name = `port ${port.published ?? ''}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
      const replicas = Number(textOf(service.get('deploy', 'replicas')) ?? textOf(service.get('scale')) ?? 1);
      if (other)
        found.push({
          what:
            other.service === service
              ? `service ${service.name} publishes ${name} twice`
              : `services ${other.service.name} and ${service.name} both publish ${name} of the host`,
          place: port,
          fix: 'Publish one of them on another port',
        });
      else if (replicas > 1 && own.first === own.last)
        found.push({
          what: `service ${service.name} publishes ${name} and has ${replicas} replicas: one container can have it`,
          place: port,
          fix: 'Remove the port, or the replicas',
        });
    }
  }
  return found;
}

function size([first, last]: readonly [number, number]): number {
  return last - first;
}

/** Whether both want one port of one address. The same line twice is one for Compose. */
function meet(a: Taken, b: Taken): boolean {
  if (a.port.protocol !== b.port.protocol || a.first > b.last || b.first > a.last) return false;
  const [one, other] = [a.port.hostIp ?? '', b.port.hostIp ?? ''];
  if (
    a.service === b.service &&
    one === other &&
    a.port.published === b.port.published &&
    a.port.target === b.port.target
  )
    return false;
  if ([one, other].some((address) => address === '')) return true;
  if (one.includes(':') !== other.includes(':')) return false;
  return one === other || [one, other].some((address) => address === '0.0.0.0' || address === '::');
}

/** Addresses that the network of a container does not have, or has given to another. */
export function addressConflicts(root: MapNode, services: readonly ComposeService[]): Loose[] {
  const taken = new Map<string, ComposeService>();
  return services.flatMap((service) => {
    const networks = service.get('networks');
    if (networks?.kind !== 'map') return [];
    return [...networks.entries.values()].flatMap(({ key, value }): Loose[] => {
      const node = at(value, 'ipv4_address');
      const address = textOf(node);
      if (!node || address === undefined || (node.kind === 'scalar' && node.dynamic)) return [];
      const blocks = subnetsOf(at(root, 'networks', key));
      if (blocks.length > 0 && !blocks.some((block) => block.contains(address)))
        return [
          {
            what: `service ${service.name} has the address ${address}, which network ${key} (${blocks.join(', ')}) does not contain`,
            place: node,
            fix: 'Remove ipv4_address: services are found by their names; or take one of the network',
          },
        ];
      const other = taken.get(`${key} ${address}`);
      taken.set(`${key} ${address}`, service);
      if (!other) return [];
      return [
        {
          what: `services ${other.name} and ${service.name} both have the address ${address} in network ${key}`,
          place: node,
          fix: 'Remove ipv4_address: services are found by their names',
        },
      ];
    });
  });
}

function subnetsOf(network: ComposeNode | undefined): Cidr[] {
  return itemsOf(at(network, 'ipam', 'config')).flatMap((entry) => {
    const text = textOf(at(entry, 'subnet'));
    try {
      return text === undefined ? [] : [Cidr.parse(text)];
    } catch {
      // Of IPv6, or out of a variable that is not known here.
      return [];
    }
  });
}
