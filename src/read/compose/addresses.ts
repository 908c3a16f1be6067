import type { ComposeService, PortMapping } from './document.js';

/** Addresses that stand for every interface. */
const EVERY = new Set(['0.0.0.0', '::', '*', '0:0:0:0:0:0:0:0', '::0']);

/** Whether an address is only reached from the machine itself. */
export function isLoopback(address: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(address) || address === '::1' || address.toLowerCase() === 'localhost';
}

/** Whether a port is published without an address, or with one that means all of them. */
export function onEveryInterface({ hostIp }: PortMapping): boolean {
  return hostIp === undefined || EVERY.has(hostIp);
}

/** Whether something on another machine of the public network could reach the port, as far as it is known. */
export function isReachable(port: PortMapping): boolean {
  const { hostIp } = port;
  if (onEveryInterface(port)) return true;
  if (hostIp === undefined || hostIp.includes('$') || isLoopback(hostIp)) return false;
  return !/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe80:)/i.test(
    hostIp,
  );
}

/** The ports that Docker publishes: none where the service is on the host's own network. */
export function publishedPorts(service: ComposeService): readonly PortMapping[] {
  return service.networkMode === 'host' || service.networkMode === 'none' ? [] : service.ports;
}
