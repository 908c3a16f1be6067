import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, type Registry } from 'prom-client';
import { BOUNDS } from './metrics.js';

/** Series that exist from the start. A series that appears with its first error has no rate until the second. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const CODES = [200, 500, 502, 503, 504];

/** The client went away before the answer, as in nginx's log. */
const CLIENT_CLOSED = 499;

/**
 * Counts and times requests by route template. Call it before the routes are added.
 *
 * @param except routes of the platform's own probes, which are not counted
 */
export function measureRequests(app: FastifyInstance, registry: Registry, except: ReadonlySet<string>): void {
  const registers = [registry];
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests, by route template and status',
    labelNames: ['method', 'route', 'code'],
    registers,
  });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to the end of its answer',
    labelNames: ['method', 'route'],
    buckets: BOUNDS,
    registers,
  });

  app.addHook('onRoute', ({ url, method: methods }) => {
    if (except.has(url)) return;
    for (const method of [methods].flat().filter((one) => METHODS.has(one))) {
      for (const code of CODES) requests.inc({ method, route: url, code }, 0);
      duration.zero({ method, route: url });
    }
  });

  app.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    if (except.has(route)) return;
    const { method } = request;
    const started = performance.now();
    let answered = false;
    reply.raw.once('finish', () => (answered = true));
    // "finish", and with it Fastify's onResponse, does not come if the client has gone away.
    reply.raw.once('close', () => {
      const code = answered ? reply.raw.statusCode : CLIENT_CLOSED;
      requests.inc({ method, route, code });
      duration.observe({ method, route }, (performance.now() - started) / 1000);
    });
  });
}
