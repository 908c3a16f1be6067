import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyBaseLogger } from 'fastify';
import type { PrismaClient } from '../src/generated/prisma/client.js';
import { seedAdmin } from '../src/seed.js';
import { application, memoryRedis, signed } from './support.js';

const admin = { id: '0199d0a0-0000-7000-8000-000000000001', role: 'ADMIN', active: true };
const operator = { id: '0199d0a0-0000-7000-8000-000000000002', role: 'OPERATOR', active: true };

const prisma = {
  user: {
    findUnique: async ({ where }: { where: { id: string } }) =>
      [admin, operator].find(({ id }) => id === where.id) ?? null,
    findMany: async () => [admin, operator],
    create: async ({ data }: { data: { email: string } }) => ({ id: operator.id, email: data.email }),
  },
};

test('only administrators see and create users', async () => {
  const app = application({ prisma, redis: memoryRedis() });
  const list = async (id: string) =>
    (await app.inject({ url: '/users', headers: signed('GET', '/users', id) })).statusCode;
  assert.equal(await list(admin.id), 200);
  assert.equal(await list(operator.id), 403);
  assert.equal(await list('not-a-user'), 403);

  const payload = { email: 'Eva@Example.com', name: 'Eva', password: 'a long enough one' };
  const create = (id: string) =>
    app.inject({ method: 'POST', url: '/users', headers: signed('POST', '/users', id), payload });
  assert.equal((await create(operator.id)).statusCode, 403);
  assert.deepEqual((await create(admin.id)).json(), { id: operator.id, email: 'eva@example.com' });
});

function seeding(admins: number) {
  const created: string[] = [];
  const warnings: unknown[] = [];
  const stub = {
    user: {
      count: async () => admins,
      createMany: async ({ data }: { data: { email: string } }) => ({ count: created.push(data.email) }),
    },
  } as unknown as PrismaClient;
  const log = { info: () => {}, warn: (text: unknown) => warnings.push(text) } as unknown as FastifyBaseLogger;
  return { created, warnings, seed: (password?: string) => seedAdmin(stub, { email: 'a@nexus.local', password }, log) };
}

test('an administrator is created if there is none', async () => {
  const { created, seed } = seeding(0);
  await seed('a long enough one');
  assert.deepEqual(created, ['a@nexus.local']);
});

test('without a password there is a warning and no administrator', async () => {
  const { created, warnings, seed } = seeding(0);
  await seed();
  assert.deepEqual(created, []);
  assert.equal(warnings.length, 1);
});

test('an existing administrator is left alone', async () => {
  const { created, seed } = seeding(1);
  await seed('a long enough one');
  assert.deepEqual(created, []);
});
