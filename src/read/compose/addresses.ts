import { Cidr } from '../../model/cidr.js';
import type { ComposeService, PortMapping } from './document.js';

/*
 * Docker *publishes* a port by mapping it to the host. Who reaches it then is asked in two ways, because the answers
 * differ where the address is private or only known when the project is started (`${BIND}:80:80`):
 *
 * - `isPublic`, for findings: the public network reaches it for certain. A rule accuses nobody on a guess.
 * - `leavesHost`, for the weight of a finding: other machines may reach it. The score assumes the worse case.
 */

const LOOPBACK = Cidr.parse('127.0.0.0/8');

/** Private, link-local and carrier-grade NAT addresses (RFC 1918, 3927, 6598). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'].map((block) =>
  Cidr.parse(block),
);

/** Addresses that stand for every interface. */
const EVERY = new Set(['0.0.0.0', '::', '*', '0:0:0:0:0:0:0:0', '::0']);

/** Whether an address is only reached from the machine itself. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.contains(address) || address === '::1' || address.toLowerCase() === 'localhost';
}

/** Whether a port is published without an address, or with one that means all of them. */
export function onEveryInterface({ hostIp }: PortMapping): boolean {
  return hostIp === undefined || EVERY.has(hostIp);
}

/** The ports that Docker publishes: none where the service is on the host's own network. */
export function publishedPorts(service: ComposeService): readonly PortMapping[] {
  return service.networkMode === 'host' || service.networkMode === 'none' ? [] : service.ports;
}

/** Whether the public network reaches the port, as far as the file tells. */
export function isPublic(port: PortMapping): boolean {
  const { hostIp } = port;
  if (onEveryInterface(port)) return true;
  if (hostIp === undefined || hostIp.includes('$') || isLoopback(hostIp)) return false;
  return !PRIVATE.some((block) => block.contains(hostIp)) && !/^(?:f[cd]|fe80:)/i.test(hostIp);
}

/** Whether other machines may reach the port: its address is not known to be the loopback's. */
export function leavesHost({ hostIp }: PortMapping): boolean {
  return hostIp === undefined || !isLoopback(hostIp);
}

/** Whether other machines may reach something in the service: by a port, or because it is on the host's own network. */
export function isExposed(service: ComposeService): boolean {
  return service.networkMode === 'host' || publishedPorts(service).some(leavesHost);
}
