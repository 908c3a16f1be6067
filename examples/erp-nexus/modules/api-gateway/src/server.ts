import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import { requireToken } from './authentication.js';
import { Calls } from './call-metrics.js';
import type { Config } from './config.js';
import { registerErrors } from './errors.js';
import { registerForwarding } from './forward.js';
import { type Check, CHECK_TIMEOUT_MS, PROBES, registerHealth } from './health.js';
import { requestId } from './request-id.js';
import { measureRequests } from './request-metrics.js';

/** An application without routes: the logger is needed before the connection is. */
export function createServer(config: Config): FastifyInstance {
  return Fastify({
    logger: { name: 'api-gateway', level: config.logLevel },
    logController: new LogController({
      disableRequestLogging: ({ url }) => PROBES.has(url),
      requestIdLogLabel: 'request_id',
    }),
    requestIdHeader: false,
    genReqId: requestId,
    // Only proxies on the platform's own networks may say who the client is.
    trustProxy: ['loopback', 'uniquelocal'],
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
}

export interface Dependencies {
  readonly redis: Redis;
  readonly metrics: Registry;
}

export async function addRoutes(app: FastifyInstance, config: Config, dependencies: Dependencies): Promise<void> {
  const { redis, metrics } = dependencies;
  registerErrors(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  measureRequests(app, metrics, PROBES);
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
  requireToken(app, [config.jwtSecret, config.previousJwtSecret], redis);
  const targets = [...config.routes.values()].map((origin) => new URL(origin).hostname);
  await registerForwarding(app, { ...config, calls: new Calls(metrics, targets) });
}

/** Whether the service at `origin` says that it is alive. */
function answers(origin: string): Check {
  return async () => {
    const response = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${origin}/health answered ${response.status}`);
  };
}
