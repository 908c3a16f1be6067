/** What goes when the memory is full: nothing, keys with an expiry, or any. */
export const POLICIES = [
  'noeviction',
  'allkeys-lru',
  'allkeys-lfu',
  'volatile-lru',
  'volatile-lfu',
  'volatile-ttl',
] as const;

/** A policy of Redis, https://redis.io/docs/latest/develop/reference/eviction/. */
export type EvictionPolicy = (typeof POLICIES)[number];
