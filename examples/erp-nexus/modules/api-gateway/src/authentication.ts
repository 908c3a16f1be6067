import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import { type JWTPayload, jwtVerify } from 'jose';

declare module 'fastify' {
  interface FastifyRequest {
    /** The `sub` of the verified token; '' on public routes. */
    userId: string;
  }
  interface FastifyContextConfig {
    /** Needs no token. */
    public?: boolean;
  }
}

/** Refuses every request without a token that was signed with one of the secrets, except on the routes marked `public`. */
export function requireToken(
  app: FastifyInstance,
  secrets: readonly (string | undefined)[],
  redis: Pick<Redis, 'get'>,
): void {
  const keys = secrets.flatMap((secret) => (secret === undefined ? [] : [new TextEncoder().encode(secret)]));

  app.decorateRequest('userId', '');
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.public) return;
    const claims = await verified(request.headers.authorization, keys);
    if (!claims?.sub || (await isRevoked(claims.jti, redis, request.log))) {
      reply.header('www-authenticate', 'Bearer');
      return reply.code(401).send({ error: 'unauthorized', message: 'Log in first' });
    }
    request.userId = claims.sub;
  });
}

async function verified(
  authorization: string | undefined,
  keys: readonly Uint8Array[],
): Promise<JWTPayload | undefined> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return undefined;
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] });
      return payload;
    } catch {
      // Perhaps it was signed with the next.
    }
  }
  return undefined;
}

/** User management marks the session of a token that was logged out; without Redis a token lives until it expires. */
async function isRevoked(
  session: string | undefined,
  redis: Pick<Redis, 'get'>,
  log: FastifyBaseLogger,
): Promise<boolean> {
  if (!session) return false;
  try {
    return (await redis.get(`nexus:session:${session}`)) === 'revoked';
  } catch (error) {
    log.warn({ err: error }, 'cannot look up the session');
    return false;
  }
}
