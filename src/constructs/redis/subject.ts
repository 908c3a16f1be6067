import type { EvictionPolicy } from './eviction-policy.js';

/** What monitoring, backups and the runbook need to know of a Redis. */
export interface RedisSubject {
  readonly name: string;
  readonly persistent: boolean;
  /** Whether it refuses writes when its memory is full, or drops keys. */
  readonly evictionPolicy: EvictionPolicy;
  readonly volume?: string | undefined;
  /** Secret with the password of the exporter's user. */
  readonly exporterSecret: string;
  /** Passwords of its users. */
  readonly secrets: readonly string[];
}
