import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import Fastify from 'fastify';
import { requireSignature, userIdOf } from '../../shared/src/hmac.js';
import { Calls } from '../src/call-metrics.js';
import { createRegistry } from '../src/metrics.js';
import { RemoteUsers } from '../src/users.js';
import { STRANGER, USER } from './support.js';

const secret = 's'.repeat(32);
const service = Fastify({ forceCloseConnections: true });
const askers: string[] = [];
requireSignature(service, secret);
service.get<{ Params: { id: string } }>('/users/:id', async (request, reply) => {
  askers.push(userIdOf(request));
  if (request.params.id !== USER) return reply.code(404).send({ error: 'not_found' });
  return { id: USER, active: true };
});
const url = await service.listen({ host: '127.0.0.1', port: 0 });
after(() => service.close());
const metrics = createRegistry();
const calls = new Calls(metrics, ['127.0.0.1']);

test('the user service is asked with a signed request on behalf of the caller', async () => {
  const users = new RemoteUsers(url, secret, calls);
  assert.equal(await users.exists(USER, 'asker'), true);
  assert.equal(await users.exists(STRANGER, 'asker'), false);
  assert.deepEqual(askers, ['asker', 'asker']);
});

test('a service that refuses or is away is not a missing user', async () => {
  await assert.rejects(new RemoteUsers(url, 'x'.repeat(32), calls).exists(USER, ''), { statusCode: 503 });
  await assert.rejects(new RemoteUsers('http://127.0.0.1:9', secret, calls).exists(USER, ''), { statusCode: 503 });
});

test('every call is counted by its outcome, one without an answer as an error', async () => {
  const text = await metrics.metrics();
  for (const [code, count] of [
    [200, 1],
    [404, 1],
    [401, 1],
    ['error', 1],
    [503, 0],
  ])
    assert.match(text, new RegExp(`^http_client_requests_total\\{target="127.0.0.1",code="${code}"\\} ${count}$`, 'm'));
  assert.match(text, /^http_client_request_duration_seconds_count\{target="127.0.0.1"\} 4$/m);
});
