import assert from 'node:assert/strict';
import { test } from 'node:test';
import { application, signed } from './support.js';

/** As much of a decimal as the routes use. */
const decimal = (text: string) => ({ toFixed: (digits: number) => Number(text).toFixed(digits) });

const prisma = {
  $queryRaw: async () => [1],
  service: {
    findMany: async () => [{ name: 'Haircut', price: decimal('45.5'), durationMinutes: 30 }],
    create: async ({ data }: { data: { price: string } }) => ({ ...data, price: decimal(data.price) }),
  },
};

function create(payload: object) {
  const headers = signed('POST', '/services');
  return application(prisma).inject({ method: 'POST', url: '/services', headers, payload });
}

test('a price has two digits', async () => {
  const answer = await application(prisma).inject({ url: '/services', headers: signed('GET', '/services') });
  assert.deepEqual(answer.json(), [{ name: 'Haircut', price: '45.50', durationMinutes: 30 }]);
});

test('a service is created from a price given as text or number', async () => {
  for (const price of ['99.9', 99.9]) {
    const answer = await create({ name: 'Massage', price, durationMinutes: 60 });
    assert.equal(answer.statusCode, 201);
    assert.equal(answer.json().price, '99.90');
  }
});

test('nonsense is refused', async () => {
  for (const wrong of [{ price: '-1' }, { price: '1.234' }, { durationMinutes: 0 }, { name: '' }, { price: 'free' }]) {
    const answer = await create({ name: 'Massage', price: '10', durationMinutes: 60, ...wrong });
    assert.equal(answer.statusCode, 400, JSON.stringify(wrong));
  }
});

test('the probes need no signature, everything else does', async () => {
  const app = application(prisma);
  for (const url of ['/health', '/health/deep']) assert.equal((await app.inject({ url })).statusCode, 200);
  assert.equal((await app.inject({ url: '/services' })).statusCode, 401);
});

test('readiness gives up on a database that does not answer', async () => {
  const app = application({ ...prisma, $queryRaw: () => new Promise(() => {}) });
  const answer = await app.inject({ url: '/health/deep' });
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.json().status, 'unavailable');
  assert(answer.json().checks.postgres.ms >= 1_990);
});
