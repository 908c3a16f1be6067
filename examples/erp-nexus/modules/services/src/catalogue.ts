import type { FastifyInstance } from 'fastify';
import type { PrismaClient } from './generated/prisma/client.js';

interface NewService {
  name: string;
  description?: string;
  /** Decimal as text: money is never a floating-point number. */
  price: string;
  durationMinutes: number;
}

const serviceSchema = {
  type: 'object',
  required: ['name', 'price', 'durationMinutes'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 200 },
    description: { type: 'string', maxLength: 2000 },
    price: { type: 'string', pattern: '^\\d{1,8}(\\.\\d{1,2})?$' },
    durationMinutes: { type: 'integer', minimum: 5, maximum: 24 * 60 },
  },
} as const;

const idSchema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', format: 'uuid' } },
} as const;

const LIST_LIMIT = 200;

interface Priced {
  readonly price: { toFixed(digits: number): string };
}

/** A service as it is answered: `"price": "120.00"`, always with two digits. */
const present = <T extends Priced>(service: T) => ({ ...service, price: service.price.toFixed(2) });

export function registerCatalogue(app: FastifyInstance, prisma: PrismaClient): void {
  app.get('/services', async () => {
    const services = await prisma.service.findMany({ orderBy: { name: 'asc' }, take: LIST_LIMIT });
    return services.map(present);
  });

  app.get<{ Params: { id: string } }>('/services/:id', { schema: { params: idSchema } }, async (request) => {
    return present(await prisma.service.findUniqueOrThrow({ where: request.params }));
  });

  app.post<{ Body: NewService }>('/services', { schema: { body: serviceSchema } }, async (request, reply) => {
    return reply.code(201).send(present(await prisma.service.create({ data: request.body })));
  });
}
