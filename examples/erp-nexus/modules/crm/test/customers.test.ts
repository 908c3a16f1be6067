import assert from 'node:assert/strict';
import { test } from 'node:test';
import { application, signed } from './support.js';

const customer = { id: '0199d0a0-0000-7000-8000-000000000001', name: 'Padaria Sol', contacts: [] };

/** Redis as a Map. */
function memoryRedis() {
  const values = new Map<string, string>();
  return {
    ping: async () => 'PONG',
    get: async (key: string) => values.get(key) ?? null,
    set: async (key: string, value: string) => values.set(key, value),
    del: async (key: string) => values.delete(key),
  };
}

function memoryPrisma() {
  const prisma = {
    reads: 0,
    $queryRaw: async () => [1],
    customer: {
      findMany: async () => {
        prisma.reads++;
        return [customer];
      },
      create: async ({ data }: { data: object }) => ({ ...customer, ...data }),
    },
  };
  return prisma;
}

test('the probes need no signature, everything else does', async () => {
  const app = application({ prisma: memoryPrisma(), redis: memoryRedis() });
  for (const url of ['/health', '/health/deep']) {
    assert.equal((await app.inject({ url })).statusCode, 200, url);
  }
  for (const url of ['/customers', '/no/such/route', '/health/other']) {
    assert.equal((await app.inject({ url })).statusCode, 401, url);
  }
  assert.equal((await app.inject({ url: '/customers', headers: signed('GET', '/customers', 61_000) })).statusCode, 401);
});

test('the id of a request is in each line that is logged about it', async () => {
  const app = application({ prisma: memoryPrisma(), redis: memoryRedis() });
  const logged: unknown[] = [];
  app.addHook('onResponse', async ({ log }) => {
    logged.push((log as unknown as { bindings: () => Record<string, unknown> }).bindings()['request_id']);
  });
  await app.inject({ url: '/customers', headers: { ...signed('GET', '/customers'), 'x-request-id': 'a1b2' } });
  assert.deepEqual(logged, ['a1b2']);
});

test('readiness fails when a dependency does, liveness does not', async () => {
  const redis = { ...memoryRedis(), ping: async () => Promise.reject(new Error('away')) };
  const app = application({ prisma: memoryPrisma(), redis });
  const deep = await app.inject({ url: '/health/deep' });
  assert.equal(deep.statusCode, 503);
  assert.equal(deep.json().checks.postgres.ok, true);
  assert.equal(deep.json().checks.redis.ok, false);
  assert.equal((await app.inject({ url: '/health' })).statusCode, 200);
});

test('the list is read once and then cached until a customer is created', async () => {
  const prisma = memoryPrisma();
  const app = application({ prisma, redis: memoryRedis() });
  const list = () => app.inject({ url: '/customers', headers: signed('GET', '/customers') });

  assert.equal((await list()).headers['x-cache'], 'miss');
  assert.deepEqual((await list()).json(), [customer]);
  assert.equal(prisma.reads, 1);

  const created = await app.inject({
    method: 'POST',
    url: '/customers',
    headers: signed('POST', '/customers'),
    payload: { name: 'Oficina Lua', contacts: [{ name: 'Ana', email: 'ana@example.com' }] },
  });
  assert.equal(created.statusCode, 201);
  assert.equal((await list()).headers['x-cache'], 'miss');
});

test('without Redis the list still comes', async () => {
  const redis = {
    get: async () => Promise.reject(new Error('away')),
    set: async () => Promise.reject(new Error('away')),
  };
  const app = application({ prisma: memoryPrisma(), redis });
  assert.equal((await app.inject({ url: '/customers', headers: signed('GET', '/customers') })).statusCode, 200);
});

test('an invalid customer is refused', async () => {
  const app = application({ prisma: memoryPrisma(), redis: memoryRedis() });
  const headers = signed('POST', '/customers');
  const payload = { name: 'X', contacts: [{ name: 'Ana', email: 'nowhere' }] };
  const answer = await app.inject({ method: 'POST', url: '/customers', headers, payload });
  assert.equal(answer.statusCode, 400);
  assert.equal(answer.json().error, 'invalid_request');
});
