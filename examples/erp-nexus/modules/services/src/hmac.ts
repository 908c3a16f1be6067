import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { PROBES } from './health.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The user on whose behalf the gateway forwarded this request; '' if nobody is logged in. */
    userId: string;
  }
}

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

/** Refuses every request that the gateway did not sign with one of the secrets, except the probes. */
export function requireSignature(app: FastifyInstance, ...secrets: readonly (string | undefined)[]): void {
  const accepted = secrets.filter((secret) => secret !== undefined);
  app.decorateRequest('userId', '');
  app.addHook('onRequest', async (request, reply) => {
    if (PROBES.has(request.routeOptions.url ?? '')) return;
    const header = (name: string): string => String(request.headers[name] ?? '');
    const parts: SignedParts = {
      method: request.method,
      path: request.url,
      timestamp: header('x-nexus-timestamp'),
      userId: header('x-nexus-user-id'),
    };
    const signature = header('x-nexus-signature');
    if (!accepted.some((secret) => isValid(secret, parts, signature))) {
      return reply.code(401).send({ error: 'invalid_signature', message: 'The request is not signed by the gateway' });
    }
    request.userId = parts.userId;
  });
}
