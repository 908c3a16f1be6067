import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the proxy lets through: nothing that could break a line of a log or a query for it. */
const FIT = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/**
 * The id of a request: the one that the proxy has written into its log, so that one search finds a request everywhere. Who
 * comes without one, or with one that does not fit, gets a new one.
 */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && FIT.test(given) ? given : randomUUID();
}
