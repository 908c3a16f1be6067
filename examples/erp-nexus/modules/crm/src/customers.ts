import type { FastifyInstance } from 'fastify';
import type { PrismaClient } from './generated/prisma/client.js';
import type { ListCache } from './list-cache.js';

interface NewContact {
  name: string;
  email?: string;
  phone?: string;
}

interface NewCustomer {
  name: string;
  taxId?: string;
  contacts?: NewContact[];
}

const contactSchema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 200 },
    email: { type: 'string', format: 'email', maxLength: 254 },
    phone: { type: 'string', minLength: 3, maxLength: 40 },
  },
} as const;

const customerProperties = {
  name: { type: 'string', minLength: 1, maxLength: 200 },
  taxId: { type: 'string', minLength: 1, maxLength: 20 },
} as const;

const customerSchema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: { ...customerProperties, contacts: { type: 'array', maxItems: 50, items: contactSchema } },
} as const;

const patchSchema = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: customerProperties,
} as const;

const idSchema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', format: 'uuid' } },
} as const;

interface WithId {
  Params: { id: string };
}

const LIST_LIMIT = 200;

export interface CustomerDependencies {
  readonly prisma: PrismaClient;
  readonly cache: ListCache;
}

export function registerCustomers(app: FastifyInstance, { prisma, cache }: CustomerDependencies): void {
  const include = { contacts: { orderBy: { name: 'asc' } } } as const;

  app.get('/customers', async (request, reply) => {
    const cached = await cache.read(request.log);
    reply.header('x-cache', cached ? 'hit' : 'miss').type('application/json; charset=utf-8');
    if (cached) return reply.send(cached);
    const customers = await prisma.customer.findMany({ include, orderBy: { createdAt: 'desc' }, take: LIST_LIMIT });
    const body = JSON.stringify(customers);
    await cache.write(body, request.log);
    return reply.send(body);
  });

  app.get<WithId>('/customers/:id', { schema: { params: idSchema } }, async (request) => {
    return prisma.customer.findUniqueOrThrow({ where: request.params, include });
  });

  app.post<{ Body: NewCustomer }>('/customers', { schema: { body: customerSchema } }, async (request, reply) => {
    const { contacts = [], ...customer } = request.body;
    const created = await prisma.customer.create({ data: { ...customer, contacts: { create: contacts } }, include });
    await cache.clear(request.log);
    return reply.code(201).send(created);
  });

  app.patch<WithId & { Body: Partial<NewCustomer> }>(
    '/customers/:id',
    { schema: { params: idSchema, body: patchSchema } },
    async (request) => {
      const { name, taxId } = request.body;
      const updated = await prisma.customer.update({ where: request.params, data: { name, taxId }, include });
      await cache.clear(request.log);
      return updated;
    },
  );

  app.delete<WithId>('/customers/:id', { schema: { params: idSchema } }, async (request, reply) => {
    await prisma.customer.delete({ where: request.params });
    await cache.clear(request.log);
    return reply.code(204).send();
  });
}
