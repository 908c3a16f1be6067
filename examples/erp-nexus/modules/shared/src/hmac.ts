import { createHmac, timingSafeEqual } from 'node:crypto';
import { PROBES } from './health.js';
import type { HttpApp, HttpRequest } from './http.js';

export interface SignedParts {
  readonly method: string;
  /** Path with query, as the receiver sees it. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly timestamp: string;
  readonly userId: string;
}

/** A signature older (or newer) than this is refused. */
export const REPLAY_WINDOW_MS = 60_000;

const TIMESTAMP = 'x-nexus-timestamp';
const USER_ID = 'x-nexus-user-id';
const SIGNATURE = 'x-nexus-signature';

export function sign(secret: string, { method, path, timestamp, userId }: SignedParts): string {
  return createHmac('sha256', secret).update([method, path, timestamp, userId].join('\n')).digest('hex');
}

export function isValid(secret: string, parts: SignedParts, signature: string, now = Date.now()): boolean {
  const age = Math.abs(now - Number(parts.timestamp));
  if (!(age <= REPLAY_WINDOW_MS)) return false;
  const expected = Buffer.from(sign(secret, parts), 'hex');
  const actual = Buffer.from(signature, 'hex');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** The headers with which one service asks another, on behalf of a user. */
export function signedHeaders(secret: string, parts: Omit<SignedParts, 'timestamp'>): Record<string, string> {
  const timestamp = String(Date.now());
  return {
    [TIMESTAMP]: timestamp,
    [USER_ID]: parts.userId,
    [SIGNATURE]: sign(secret, { ...parts, timestamp }),
  };
}

/** Refuses every request that the gateway (or another service) did not sign with one of the secrets, except the probes. */
export function requireSignature(app: HttpApp, ...secrets: readonly (string | undefined)[]): void {
  const accepted = secrets.filter((secret) => secret !== undefined);
  app.addHook('onRequest', async (request, reply) => {
    if (PROBES.has(request.routeOptions.url ?? '')) return;
    const parts: SignedParts = {
      method: request.method,
      path: request.url,
      timestamp: header(request, TIMESTAMP),
      userId: userIdOf(request),
    };
    const signature = header(request, SIGNATURE);
    if (!accepted.some((secret) => isValid(secret, parts, signature))) {
      return reply.code(401).send({ error: 'invalid_signature', message: 'The request is not signed by the gateway' });
    }
  });
}

/** The user on whose behalf a signed request was sent; '' if nobody is logged in. */
export function userIdOf(request: Pick<HttpRequest, 'headers'>): string {
  return header(request, USER_ID);
}

function header(request: Pick<HttpRequest, 'headers'>, name: string): string {
  return String(request.headers[name] ?? '');
}
