import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Registry } from 'prom-client';
import { PROBES, registerHealth } from '../../shared/src/health.js';
import { requireSignature } from '../../shared/src/hmac.js';
import { registerAppointments } from './appointments.js';
import { Bookings } from './bookings.js';
import type { Config } from './config.js';
import { registerErrors } from './errors.js';
import type { PrismaClient } from './generated/prisma/client.js';
import { measureRequests } from './request-metrics.js';
import type { Users } from './users.js';

export interface Dependencies {
  readonly prisma: PrismaClient;
  readonly users: Users;
  readonly metrics: Registry;
}

/** An application without routes: the logger is needed before the connection is. */
export function createServer(config: Config): FastifyInstance {
  return Fastify({
    logger: { name: 'agendamento', level: config.logLevel },
    logController: new LogController({
      disableRequestLogging: ({ url }) => PROBES.has(url),
      requestIdLogLabel: 'request_id',
    }),
    requestIdHeader: 'x-request-id',
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
}

export function addRoutes(app: FastifyInstance, config: Config, { prisma, users, metrics }: Dependencies): void {
  registerErrors(app);
  measureRequests(app, metrics, PROBES);
  registerHealth(app, { postgres: () => prisma.$queryRaw`SELECT 1` });
  requireSignature(app, config.hmacSecret, config.previousHmacSecret);
  registerAppointments(app, new Bookings(prisma, users));
}
