import { NexusError, type NexusErrorProps, show } from './errors.js';

/** @throws NexusError unless `port` is a whole number from 1 to 65535 */
export function checkPort(what: string, port: number, props: NexusErrorProps = {}): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new NexusError(`${what} ${show(port)} is not a whole number between 1 and 65535`, {
    fix: 'Give a number, as 5003',
    ...props,
  });
}

/**
 * A port that a process without privileges can listen on.
 *
 * @throws NexusError unless `port` is a whole number from 1024 to 65535 (CAP_NET_BIND_SERVICE is dropped)
 */
export function checkUnprivilegedPort(what: string, port: number, props: NexusErrorProps = {}): number {
  checkPort(what, port, props);
  if (port >= 1024) return port;
  throw new NexusError(`${what} ${port} is below 1024: a container without capabilities can't listen on it`, {
    fix: `Listen on ${port + 8000} instead, and publish it as ${port} where it must be reached from outside`,
    ...props,
  });
}
