import { PrismaPg } from '@prisma/adapter-pg';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.js';
import { PrismaClient } from './generated/prisma/client.js';
import type { Pool } from './pool-metrics.js';

/** Makes its pool known, which the adapter creates at the first query. */
class MeasuredPg extends PrismaPg {
  onPool?: (pool: Pool) => void;

  override async connect() {
    const connected = await super.connect();
    this.onPool?.(connected.underlyingDriver());
    return connected;
  }
}

/**
 * Connects at the first query, through a pool; every table is looked for in `databaseSchema`.
 *
 * @param onPool called with the pool then
 */
export function connectPostgres(config: Config, log: FastifyBaseLogger, onPool: (pool: Pool) => void): PrismaClient {
  const adapter = new MeasuredPg(
    { connectionString: config.databaseUrl, max: config.databasePoolSize, connectionTimeoutMillis: 2_000 },
    {
      schema: config.databaseSchema,
      onPoolError: (error) => log.warn({ err: error }, 'postgres connection lost'),
    },
  );
  adapter.onPool = onPool;
  return new PrismaClient({ adapter });
}
