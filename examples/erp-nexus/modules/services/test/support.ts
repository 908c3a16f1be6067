import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type Config, loadConfig } from '../src/config.js';
import { sign } from '../src/hmac.js';
import { createRegistry } from '../src/metrics.js';
import { addRoutes, createServer, type Dependencies } from '../src/server.js';

const secret = randomBytes(32).toString('hex');

export function environment(): NodeJS.ProcessEnv {
  return {
    PORT: '5005',
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgresql://services@127.0.0.1:5432/nexus_erp',
    DATABASE_SCHEMA: 'services',
    GATEWAY_HMAC_SECRET: secret,
  };
}

/** The application over a stand-in for its database. */
export function application(prisma: object, metrics = createRegistry()): FastifyInstance {
  const config: Config = loadConfig(environment());
  const app = createServer(config);
  addRoutes(app, config, { prisma, metrics } as Dependencies);
  return app;
}

/** The headers with which the gateway would forward this request. */
export function signed(method: string, path: string, age = 0): Record<string, string> {
  const parts = { method, path, timestamp: String(Date.now() - age), userId: 'u-1' };
  return {
    'x-nexus-timestamp': parts.timestamp,
    'x-nexus-user-id': parts.userId,
    'x-nexus-signature': sign(secret, parts),
  };
}
