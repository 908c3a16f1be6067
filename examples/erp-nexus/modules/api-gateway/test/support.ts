import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import { SignJWT } from 'jose';
import { loadConfig } from '../src/config.js';
import { createRegistry } from '../src/metrics.js';
import { addRoutes, createServer } from '../src/server.js';

export const hmacSecret = randomBytes(32).toString('hex');
const jwtSecret = randomBytes(32).toString('hex');

export function environment(): NodeJS.ProcessEnv {
  return {
    PORT: '5001',
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    REDIS_URL: 'redis://127.0.0.1:6379/0',
    JWT_SECRET: jwtSecret,
    GATEWAY_HMAC_SECRET: hmacSecret,
    GATEWAY_ROUTES: '{"/users":"http://user-management:5003","/crm":"http://crm:5004"}',
  };
}

/** The gateway before one service, with a Redis that counts requests and knows one revoked session. */
export async function gateway(
  origin: string,
  settings: NodeJS.ProcessEnv = {},
  metrics = createRegistry(),
): Promise<FastifyInstance> {
  const GATEWAY_ROUTES = JSON.stringify({ '/users': origin, '/crm': origin });
  const config = loadConfig({ ...environment(), GATEWAY_ROUTES, ...settings });
  const counts = new Map<string, number>();
  const redis = {
    ping: async () => 'PONG',
    get: async (key: string) => (key === 'nexus:session:gone' ? 'revoked' : null),
    // What @fastify/rate-limit asks of ioredis: a script under a name of its own.
    defineCommand(name: string) {
      Object.assign(this, {
        [name]: (key: string, window: number, ...rest: unknown[]) => {
          counts.set(key, (counts.get(key) ?? 0) + 1);
          (rest.at(-1) as (error: null, result: number[]) => void)(null, [counts.get(key) ?? 0, window]);
        },
      });
    },
  };
  const app = createServer(config);
  await addRoutes(app, config, { redis: redis as unknown as Redis, metrics });
  return app;
}

/** A service that answers with what it received. */
export async function echo(): Promise<{ origin: string; close: () => Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true });
  app.get('/health', async () => ({ status: 'ok' }));
  app.all('/*', async ({ method, url, headers, body }) => ({ method, url, headers, body }));
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { origin, close: () => app.close() };
}

export async function bearer(claims: { jti?: string; expires?: string; secret?: string } = {}): Promise<string> {
  const { jti = 'open', expires = '1h', secret = jwtSecret } = claims;
  const token = new SignJWT({ jti }).setProtectedHeader({ alg: 'HS256' }).setSubject('u-1').setExpirationTime(expires);
  return `Bearer ${await token.sign(new TextEncoder().encode(secret))}`;
}
