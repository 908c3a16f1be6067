import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface SignedParts {
  readonly method: string;
  /** Path with query, as the receiver sees it. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly timestamp: string;
  readonly userId: string;
}

const PREFIX = 'x-nexus-';

export function sign(secret: string, { method, path, timestamp, userId }: SignedParts): string {
  return createHmac('sha256', secret).update([method, path, timestamp, userId].join('\n')).digest('hex');
}

export function signatureHeaders(secret: string, parts: SignedParts): Record<string, string> {
  return {
    [`${PREFIX}timestamp`]: parts.timestamp,
    [`${PREFIX}user-id`]: parts.userId,
    [`${PREFIX}signature`]: sign(secret, parts),
  };
}

/** The headers of a client, without any that only the gateway may set. */
export function withoutSignature(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(PREFIX)));
}
