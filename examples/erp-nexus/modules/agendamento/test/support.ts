import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { signedHeaders } from '../../shared/src/hmac.js';
import { loadConfig } from '../src/config.js';
import { createRegistry } from '../src/metrics.js';
import { addRoutes, createServer, type Dependencies } from '../src/server.js';

const hmacSecret = randomBytes(32).toString('hex');

export const USER = '0199d0a0-0000-7000-8000-000000000001';
export const STRANGER = '0199d0a0-0000-7000-8000-000000000002';

export function environment(): NodeJS.ProcessEnv {
  return {
    PORT: '5008',
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgresql://agendamento@127.0.0.1:5432/nexus_erp',
    DATABASE_SCHEMA: 'agendamento',
    GATEWAY_HMAC_SECRET: hmacSecret,
    USER_MANAGEMENT_URL: 'http://user-management:5003',
  };
}

interface Stored {
  id: string;
  resourceId: string;
  status: string;
  startsAt: Date;
  endsAt: Date;
  cancellationHash: string;
}

/** As much of the database as the bookings use; the resource's name is its id. */
function memoryPrisma() {
  const appointments: Stored[] = [];
  const prisma = {
    $queryRaw: async () => [1],
    $transaction: async (work: (tx: object) => Promise<unknown>) => work(prisma),
    resource: { upsert: async ({ where }: { where: { name: string } }) => ({ id: where.name }) },
    appointment: {
      findMany: async ({ where }: { where: Partial<Stored> }) =>
        appointments.filter(({ resourceId, status }) => resourceId === where.resourceId && status === where.status),
      create: async ({ data }: { data: Stored }) => {
        const id = `0199d0a0-0000-7000-8000-${String(appointments.length).padStart(12, '0')}`;
        appointments.push({ ...data, id, status: 'BOOKED' });
        return { id };
      },
      findUniqueOrThrow: async ({ where }: { where: { id: string } }) => appointments.find(({ id }) => id === where.id),
      update: async ({ where, data }: { where: { id: string }; data: Partial<Stored> }) =>
        Object.assign(appointments.find(({ id }) => id === where.id) ?? {}, data),
    },
  };
  return prisma;
}

/** The application over a database in memory, where only USER exists. */
export function application(metrics = createRegistry()): FastifyInstance {
  const config = loadConfig(environment());
  const app = createServer(config);
  const users = { exists: async (id: string) => id === USER };
  addRoutes(app, config, { prisma: memoryPrisma(), users, metrics } as unknown as Dependencies);
  return app;
}

export function post(app: FastifyInstance, url: string, payload: object) {
  const headers = signedHeaders(hmacSecret, { method: 'POST', path: url, userId: USER });
  return app.inject({ method: 'POST', url, headers, payload });
}
