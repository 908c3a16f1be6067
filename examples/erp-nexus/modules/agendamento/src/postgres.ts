import { PrismaPg } from '@prisma/adapter-pg';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.js';
import { PrismaClient } from './generated/prisma/client.js';

/** Connects at the first query, with a pool of its own; every table is looked for in `databaseSchema`. */
export function connectPostgres(config: Config, log: FastifyBaseLogger): PrismaClient {
  const adapter = new PrismaPg(
    { connectionString: config.databaseUrl, max: config.databasePoolSize, connectionTimeoutMillis: 2_000 },
    {
      schema: config.databaseSchema,
      onPoolError: (error) => log.warn({ err: error }, 'postgres connection lost'),
    },
  );
  return new PrismaClient({ adapter });
}
