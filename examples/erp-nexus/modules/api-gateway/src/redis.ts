import type { FastifyBaseLogger } from 'fastify';
import { Redis } from 'ioredis';

/** Connects in the background and reconnects for ever; while it is away, commands fail at once. */
export function connectRedis(url: string, log: FastifyBaseLogger): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, connectTimeout: 2_000, commandTimeout: 2_000 });
  redis.on('error', (error: Error) => log.warn({ err: error }, 'redis connection lost'));
  return redis;
}

/** Says goodbye to Redis; one that is away is not waited for. */
export async function disconnectRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit();
  else redis.disconnect();
}
