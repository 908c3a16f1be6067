import type { FastifyBaseLogger } from 'fastify';
import type { Redis } from 'ioredis';

const KEY = 'crm:customers';
const TTL_SECONDS = 30;

/** The list of customers as JSON, kept in Redis for a short time. Without Redis there is just no cache. */
export class ListCache {
  constructor(private readonly redis: Pick<Redis, 'get' | 'set' | 'del'>) {}

  async read(log: FastifyBaseLogger): Promise<string | null> {
    return this.attempt(log, () => this.redis.get(KEY));
  }

  async write(body: string, log: FastifyBaseLogger): Promise<void> {
    await this.attempt(log, () => this.redis.set(KEY, body, 'EX', TTL_SECONDS));
  }

  async clear(log: FastifyBaseLogger): Promise<void> {
    await this.attempt(log, () => this.redis.del(KEY));
  }

  private async attempt<T>(log: FastifyBaseLogger, command: () => Promise<T>): Promise<T | null> {
    try {
      return await command();
    } catch (error) {
      log.warn({ err: error }, 'cache is not available');
      return null;
    }
  }
}
