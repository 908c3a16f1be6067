import type { FastifyInstance } from 'fastify';
import { userIdOf } from '../../shared/src/hmac.js';
import type { Bookings } from './bookings.js';

interface NewAppointment {
  resource: string;
  userId?: string;
  customerId?: string;
  serviceId?: string;
  startsAt: string;
  endsAt: string;
}

const uuid = { type: 'string', format: 'uuid' } as const;
const instant = { type: 'string', format: 'date-time' } as const;

const appointmentSchema = {
  type: 'object',
  required: ['resource', 'startsAt', 'endsAt'],
  additionalProperties: false,
  properties: {
    resource: { type: 'string', minLength: 1, maxLength: 100 },
    userId: uuid,
    customerId: uuid,
    serviceId: uuid,
    startsAt: instant,
    endsAt: instant,
  },
} as const;

const cancelSchema = {
  params: { type: 'object', required: ['id'], properties: { id: uuid } },
  body: {
    type: 'object',
    required: ['code'],
    additionalProperties: false,
    properties: { code: { type: 'string', pattern: '^\\d{8}$' } },
  },
} as const;

export function registerAppointments(app: FastifyInstance, bookings: Bookings): void {
  app.get('/appointments', async () => bookings.list());

  app.get('/resources', async () => bookings.resources());

  app.post<{ Body: NewAppointment }>(
    '/appointments',
    { schema: { body: appointmentSchema } },
    async (request, reply) => {
      const askedBy = userIdOf(request);
      const { startsAt, endsAt, userId = askedBy, ...rest } = request.body;
      const period = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
      return reply.code(201).send(await bookings.book({ ...rest, ...period, userId }, askedBy));
    },
  );

  app.post<{ Params: { id: string }; Body: { code: string } }>(
    '/appointments/:id/cancel',
    { schema: cancelSchema },
    async (request) => bookings.cancel(request.params.id, request.body.code),
  );
}
