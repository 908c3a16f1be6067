import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { loadConfig } from '../src/config.js';
import { sign } from '../src/hmac.js';
import { createRegistry } from '../src/metrics.js';
import { addRoutes, createServer, type Dependencies } from '../src/server.js';

const hmacSecret = randomBytes(32).toString('hex');
const jwtSecret = randomBytes(32).toString('hex');

export function environment(): NodeJS.ProcessEnv {
  return {
    PORT: '5003',
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgresql://users@127.0.0.1:5432/nexus_erp',
    DATABASE_SCHEMA: 'user_management',
    REDIS_URL: 'redis://127.0.0.1:6379/0',
    JWT_SECRET: jwtSecret,
    GATEWAY_HMAC_SECRET: hmacSecret,
  };
}

/** The application over stand-ins for its connections. */
export function application(connections: object, metrics = createRegistry()): FastifyInstance {
  const config = loadConfig(environment());
  const app = createServer(config);
  addRoutes(app, config, { ...connections, metrics } as Dependencies);
  return app;
}

/** The headers with which the gateway would forward this request of a user. */
export function signed(method: string, path: string, userId = ''): Record<string, string> {
  const parts = { method, path, timestamp: String(Date.now()), userId };
  return {
    'x-nexus-timestamp': parts.timestamp,
    'x-nexus-user-id': parts.userId,
    'x-nexus-signature': sign(hmacSecret, parts),
  };
}

/** The few commands of Redis that are used, without expiry. */
export function memoryRedis() {
  const values = new Map<string, string>();
  return {
    values,
    ping: async () => 'PONG',
    get: async (key: string) => values.get(key) ?? null,
    set: async (key: string, value: string) => values.set(key, value),
    del: async (key: string) => values.delete(key),
    incr: async (key: string) => values.set(key, String(Number(values.get(key) ?? 0) + 1)),
    expire: async () => 1,
  };
}
