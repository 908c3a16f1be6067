import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import type { Config } from './config.js';
import { registerErrors } from './errors.js';
import type { PrismaClient } from './generated/prisma/client.js';
import { PROBES, registerHealth } from './health.js';
import { requireSignature } from './hmac.js';
import { registerLogin } from './login.js';
import { measureRequests } from './request-metrics.js';
import { Sessions } from './sessions.js';
import { Tokens } from './tokens.js';
import { registerUsers } from './users.js';

export interface Dependencies {
  readonly prisma: PrismaClient;
  readonly redis: Redis;
  readonly metrics: Registry;
}

/** An application without routes: the logger is needed before the connections are. */
export function createServer(config: Config): FastifyInstance {
  return Fastify({
    logger: { name: 'user-management', level: config.logLevel },
    logController: new LogController({
      disableRequestLogging: ({ url }) => PROBES.has(url),
      requestIdLogLabel: 'request_id',
    }),
    requestIdHeader: 'x-request-id',
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
}

export function addRoutes(app: FastifyInstance, config: Config, { prisma, redis, metrics }: Dependencies): void {
  registerErrors(app);
  measureRequests(app, metrics, PROBES);
  registerHealth(app, {
    postgres: () => prisma.$queryRaw`SELECT 1`,
    redis: () => redis.ping(),
  });
  requireSignature(app, config.hmacSecret, config.previousHmacSecret);
  registerLogin(app, { prisma, sessions: new Sessions(redis), tokens: new Tokens(config.jwtSecret, config.previousJwtSecret) });
  registerUsers(app, prisma);
}
