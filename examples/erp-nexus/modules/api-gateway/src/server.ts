import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Redis } from 'ioredis';
import { requireToken } from './authentication.js';
import type { Config } from './config.js';
import { registerErrors } from './errors.js';
import { registerForwarding } from './forward.js';
import { type Check, CHECK_TIMEOUT_MS, PROBES, registerHealth } from './health.js';
import { registerMetrics } from './metrics.js';

/** An application without routes: the logger is needed before the connection is. */
export function createServer(config: Config): FastifyInstance {
  return Fastify({
    logger: { name: 'api-gateway', level: config.logLevel },
    logController: new LogController({ disableRequestLogging: ({ url }) => PROBES.has(url) }),
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // Only proxies on the platform's own networks may say who the client is.
    trustProxy: ['loopback', 'uniquelocal'],
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
}

export async function addRoutes(app: FastifyInstance, config: Config, redis: Redis): Promise<void> {
  registerErrors(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  registerMetrics(app);
  registerHealth(app, {
    redis: () => redis.ping(),
    ...Object.fromEntries([...config.routes].map(([prefix, origin]) => [prefix.slice(1), answers(origin)])),
  });

  // Routes from here on are limited, and those not marked public need a token.
  await app.register(rateLimit, {
    redis,
    nameSpace: 'nexus:rate-limit:',
    max: config.rateLimit,
    timeWindow: '1 minute',
    skipOnError: true,
  });
  requireToken(app, config.jwtSecret, redis);
  await registerForwarding(app, config);
}

/** Whether the service at `origin` says that it is alive. */
function answers(origin: string): Check {
  return async () => {
    const response = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${origin}/health answered ${response.status}`);
  };
}
