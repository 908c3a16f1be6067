import { PrismaPg } from '@prisma/adapter-pg';
import type { FastifyBaseLogger } from 'fastify';
import { Redis } from 'ioredis';
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

/** Connects in the background and reconnects for ever; while it is away, commands fail at once. */
export function connectRedis(config: Config, log: FastifyBaseLogger): Redis {
  const redis = new Redis(config.redisUrl, {
    enableOfflineQueue: false,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
  });
  redis.on('error', (error: Error) => log.warn({ err: error }, 'redis connection lost'));
  return redis;
}

/** Says goodbye to Redis; one that is away is not waited for. */
export async function disconnectRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit();
  else redis.disconnect();
}
