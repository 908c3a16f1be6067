import type { Redis } from 'ioredis';
import { TOKEN_SECONDS } from './tokens.js';

/** After this many wrong passwords an account is locked … */
export const MAX_FAILURES = 5;
/** … for this long, counted from the first of them. */
export const LOCK_SECONDS = 15 * 60;

/** Redis is away: nobody can be let in without knowing of failures, or out without leaving a trace. */
export class SessionsUnavailable extends Error {
  readonly statusCode = 503;
  readonly code = 'unavailable';
}

type SessionRedis = Pick<Redis, 'get' | 'set' | 'del' | 'incr' | 'expire'>;

/** Sessions and failed log-ins, in Redis. The gateway reads the session keys to refuse revoked tokens. */
export class Sessions {
  constructor(private readonly redis: SessionRedis) {}

  async open(session: string): Promise<void> {
    await this.ask((redis) => redis.set(sessionKey(session), 'active', 'EX', TOKEN_SECONDS));
  }

  async revoke(session: string): Promise<void> {
    await this.ask((redis) => redis.set(sessionKey(session), 'revoked', 'EX', TOKEN_SECONDS));
  }

  async isLocked(email: string): Promise<boolean> {
    return Number(await this.ask((redis) => redis.get(failureKey(email)))) >= MAX_FAILURES;
  }

  async countFailure(email: string): Promise<void> {
    await this.ask((redis) => redis.incr(failureKey(email)));
    await this.ask((redis) => redis.expire(failureKey(email), LOCK_SECONDS, 'NX'));
  }

  async forgetFailures(email: string): Promise<void> {
    await this.ask((redis) => redis.del(failureKey(email)));
  }

  private async ask<T>(command: (redis: SessionRedis) => Promise<T>): Promise<T> {
    try {
      return await command(this.redis);
    } catch (cause) {
      throw new SessionsUnavailable('Sessions are not available; try again later', { cause });
    }
  }
}

const sessionKey = (session: string): string => `nexus:session:${session}`;
const failureKey = (email: string): string => `nexus:login-failures:${email}`;
