import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import Fastify from 'fastify';
import { createRegistry, serveMetrics } from '../src/metrics.js';
import { measurePool } from '../src/pool-metrics.js';
import { measureRequests } from '../src/request-metrics.js';
import { application, signed } from './support.js';

const ID = '0199d0a0-0000-7000-8000-000000000001';

/** Value of a series, by its line. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('every route is there at 0 from the start, the probes are not', async () => {
  const metrics = createRegistry();
  application({}, metrics);
  const text = await metrics.metrics();
  for (const code of [200, 500, 502, 503, 504])
    assert.equal(valueOf(text, `http_requests_total{method="PATCH",route="/customers/:id",code="${code}"}`), 0);
  assert.equal(valueOf(text, 'http_request_duration_seconds_count{method="GET",route="/customers"}'), 0);
  assert.equal(valueOf(text, 'http_request_duration_seconds_bucket{le="0.3",method="GET",route="/customers"}'), 0);
  assert.doesNotMatch(text, /route="\/health/);
});

test('requests are counted and timed by the template of their route', async () => {
  const metrics = createRegistry();
  const app = application({ prisma: { customer: { delete: async () => undefined } } }, metrics);
  const url = `/customers/${ID}`;
  for (let i = 0; i < 3; i++) await app.inject({ method: 'DELETE', url, headers: signed('DELETE', url) });
  for (const path of ['/customers', '/nowhere/1', '/health']) await app.inject({ url: path });
  const text = await metrics.metrics();
  // Without a cache in Redis a change is answered all the same.
  assert.equal(valueOf(text, 'http_requests_total{method="DELETE",route="/customers/:id",code="204"}'), 3);
  assert.equal(valueOf(text, 'http_request_duration_seconds_count{method="DELETE",route="/customers/:id"}'), 3);
  assert.equal(valueOf(text, 'http_requests_total{method="GET",route="/customers",code="401"}'), 1);
  assert.equal(valueOf(text, 'http_requests_total{method="GET",route="unmatched",code="401"}'), 1);
  assert.doesNotMatch(text, new RegExp(`${ID}|nowhere|health`));
});

test('an error counts as what it was answered with', async () => {
  const metrics = createRegistry();
  const app = application({ prisma: { customer: {} } }, metrics);
  const url = `/customers/${ID}`;
  assert.equal((await app.inject({ url, headers: signed('GET', url) })).statusCode, 500);
  const text = await metrics.metrics();
  assert.equal(valueOf(text, 'http_requests_total{method="GET",route="/customers/:id",code="500"}'), 1);
});

test('a client that does not wait is counted too, and apart from the errors', async () => {
  const metrics = createRegistry();
  const app = Fastify({ forceCloseConnections: true });
  measureRequests(app, metrics, new Set());
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  app.get('/slow', () => {
    arrived();
    return new Promise(() => undefined);
  });
  const request = get(`${await app.listen({ host: '127.0.0.1', port: 0 })}/slow`);
  request.on('error', () => undefined);
  await arrival;
  request.destroy();
  let text = '';
  for (let i = 0; i < 100 && !text.includes('499'); i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    text = await metrics.metrics();
  }
  assert.equal(valueOf(text, 'http_requests_total{method="GET",route="/slow",code="499"}'), 1);
  assert.equal(valueOf(text, 'http_requests_total{method="GET",route="/slow",code="200"}'), 0);
  await app.close();
});

test('metrics are served on a separate port, while the application listens', async () => {
  const app = application({});
  const server = serveMetrics(app, createRegistry(), { host: '127.0.0.1', metricsPort: 0 });
  assert(server);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await fetch(`${own}/metrics?x=1`);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  assert.equal(valueOf(text, `app_build_info{version="1.0.0",node="${process.versions.node}"}`), 1);
  const limit = valueOf(text, 'nodejs_heap_size_limit_bytes') ?? 0;
  assert((valueOf(text, 'nodejs_heap_size_used_bytes') ?? 0) > 0 && limit > 16 * 2 ** 20);
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total', 'process_resident_memory_bytes'])
    assert(Number.isFinite(valueOf(text, name)), name);
  assert.equal((await fetch(`${own}/metrics`, { method: 'HEAD' })).status, 200);
  for (const [path, method] of [
    ['/', 'GET'],
    ['/metrics/', 'GET'],
    ['/metrics', 'POST'],
    ['/customers', 'GET'],
  ] as const)
    assert.equal((await fetch(own + path, { method })).status, 404, `${method} ${path}`);
  assert.equal((await fetch(`${origin}/metrics`)).status, 401);
  await app.close();
  assert.equal(server.listening, false);
});

test('without a port nothing is opened; a port that is taken does not stop the service', async () => {
  assert.equal(serveMetrics(Fastify(), createRegistry(), { host: '127.0.0.1', metricsPort: undefined }), undefined);
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const app = application({});
  serveMetrics(app, createRegistry(), { host: '127.0.0.1', metricsPort: (other.address() as AddressInfo).port });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  assert.equal((await fetch(`${origin}/health`)).status, 200);
  await app.close();
  other.close();
});

test('the connections of the pool are there before the pool is', async () => {
  const metrics = createRegistry();
  const onPool = measurePool(metrics, 10);
  const states = async () => {
    const text = await metrics.metrics();
    return ['connections{state="active"}', 'connections{state="idle"}', 'waiting', 'connections_max'].map((name) =>
      valueOf(text, `db_pool_${name}`),
    );
  };
  assert.deepEqual(await states(), [0, 0, 0, 10]);
  onPool({ totalCount: 7, idleCount: 2, waitingCount: 3 });
  assert.deepEqual(await states(), [5, 2, 3, 10]);
});
