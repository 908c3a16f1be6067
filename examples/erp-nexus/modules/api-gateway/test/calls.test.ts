import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import Fastify from 'fastify';
import { Calls } from '../src/call-metrics.js';
import { createRegistry } from '../src/metrics.js';
import { bearer, gateway } from './support.js';

const service = Fastify({ forceCloseConnections: true });
service.get('/fine', async () => ({ fine: true }));
service.get('/broken', async (_request, reply) => reply.code(503).send({ error: 'unavailable' }));
const origin = await service.listen({ host: '127.0.0.1', port: 0 });
const metrics = createRegistry();
const app = await gateway(origin, {}, metrics);
after(async () => {
  await app.close();
  await service.close();
});

async function calls(code: number | string): Promise<number> {
  const line = new RegExp(`^http_client_requests_total\\{target="127\\.0\\.0\\.1",code="${code}"\\} (\\d+)$`, 'm');
  return Number(line.exec(await metrics.metrics())?.[1]);
}

test('every target is there at 0 before it is called', async () => {
  for (const code of [200, 500, 502, 503, 504, 'error']) assert.equal(await calls(code), 0, String(code));
  assert.match(await metrics.metrics(), /^http_client_request_duration_seconds_count\{target="127\.0\.0\.1"\} 0$/m);
});

test('what is forwarded is counted by the answer of the service, and arrives whole', async () => {
  const headers = { authorization: await bearer() };
  const fine = await app.inject({ url: '/crm/fine', headers });
  assert.deepEqual([fine.statusCode, fine.json()], [200, { fine: true }]);
  const broken = await app.inject({ url: '/users/broken', headers });
  assert.deepEqual([broken.statusCode, broken.json()], [503, { error: 'unavailable' }]);
  // Refused by the gateway itself: nobody was called.
  await app.inject({ url: '/crm/fine' });
  await app.inject({ url: '/crm/health', headers });
  assert.deepEqual([await calls(200), await calls(503), await calls('error')], [1, 1, 0]);
  const text = await metrics.metrics();
  assert.match(text, /^http_requests_total\{method="GET",route="\/crm\/\*",code="200"\} 1$/m);
  assert.match(text, /^http_requests_total\{method="GET",route="\/crm\/\*",code="401"\} 1$/m);
});

test('a service that is down is an error of the call, and a 502 of the gateway', async () => {
  const away = createRegistry();
  const alone = await gateway('http://127.0.0.1:1', {}, away);
  const answer = await alone.inject({ url: '/crm/fine', headers: { authorization: await bearer() } });
  assert.equal(answer.statusCode, 502);
  const text = await away.metrics();
  assert.match(text, /^http_client_requests_total\{target="127\.0\.0\.1",code="error"\} 1$/m);
  assert.match(text, /^http_client_request_duration_seconds_count\{target="127\.0\.0\.1"\} 1$/m);
  assert.match(text, /^http_requests_total\{method="GET",route="\/crm\/\*",code="502"\} 1$/m);
  await alone.close();
});

test('a call has one outcome', async () => {
  const registry = createRegistry();
  const end = new Calls(registry, []).begin('crm');
  end(200);
  end('error');
  assert.doesNotMatch(await registry.metrics(), /http_client_requests_total\{target="crm",code="error"\}/);
});
