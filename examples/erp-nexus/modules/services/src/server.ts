import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Registry } from 'prom-client';
import { registerCatalogue } from './catalogue.js';
import type { Config } from './config.js';
import { registerErrors } from './errors.js';
import type { PrismaClient } from './generated/prisma/client.js';
import { PROBES, registerHealth } from './health.js';
import { requireSignature } from './hmac.js';
import { measureRequests } from './request-metrics.js';

export interface Dependencies {
  readonly prisma: PrismaClient;
  readonly metrics: Registry;
}

/** An application without routes: the logger is needed before the connection is. */
export function createServer(config: Config): FastifyInstance {
  return Fastify({
    logger: { name: 'services', level: config.logLevel },
    logController: new LogController({
      disableRequestLogging: ({ url }) => PROBES.has(url),
      requestIdLogLabel: 'request_id',
    }),
    requestIdHeader: 'x-request-id',
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
}

export function addRoutes(app: FastifyInstance, config: Config, { prisma, metrics }: Dependencies): void {
  registerErrors(app);
  measureRequests(app, metrics, PROBES);
  registerHealth(app, { postgres: () => prisma.$queryRaw`SELECT 1` });
  requireSignature(app, config.hmacSecret, config.previousHmacSecret);
  registerCatalogue(app, prisma);
}
