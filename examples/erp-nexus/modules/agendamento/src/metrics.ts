import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getHeapStatistics } from 'node:v8';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import manifest from '../package.json' with { type: 'json' };

/** Upper bounds of all histograms of time, in seconds. Objectives of latency can be measured at these alone. */
export const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10];

export interface MetricsServer {
  readonly host: string;
  /** Undefined where nothing collects metrics. */
  readonly metricsPort: number | undefined;
}

/** A registry for the metrics of this process, with those of Node.js and of the build. */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const limit = new Gauge({
    name: 'nodejs_heap_size_limit_bytes',
    help: 'Size at which V8 ends the process',
    registers: [registry],
  });
  limit.set(getHeapStatistics().heap_size_limit);
  const { version } = manifest;
  const revision = process.env.APP_REVISION;
  const labels = { version, node: process.versions.node, ...(revision && { revision }) };
  const build = new Gauge({
    name: 'app_build_info',
    help: 'What runs; always 1',
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  build.set(labels, 1);
  return registry;
}

/**
 * Serves `GET /metrics` while the application listens. The port is a separate one: no route of the proxy or the gateway can
 * lead there. If the port is taken, this is logged, and the service works without metrics.
 *
 * @returns the server; nothing without a port
 */
export function serveMetrics(app: FastifyInstance, registry: Registry, config: MetricsServer): Server | undefined {
  const { host, metricsPort } = config;
  if (metricsPort === undefined) return undefined;
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (path !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404).end();
      return;
    }
    try {
      const body = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(request.method === 'GET' ? body : undefined);
    } catch (error) {
      app.log.error({ err: error }, 'cannot collect metrics');
      response.writeHead(500).end();
    }
  });
  app.addHook('onListen', async () => {
    try {
      await once(server.listen(metricsPort, host), 'listening');
    } catch (error) {
      app.log.error({ err: error }, 'cannot serve metrics');
    }
  });
  app.addHook('onClose', async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  });
  return server;
}
