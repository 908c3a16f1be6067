import * as t from '../../model/shape/index.js';
import { WORKLOAD_PROPS } from '../core/workload-shape.js';
import type { RedisLegacyProps } from './legacy.js';
import type { RedisCacheProps } from './redis-props.js';
import { POLICIES } from './eviction-policy.js';
import { RedisPersistence } from './redis-persistence.js';

export const REDIS_LEGACY_PROPS = t.shapeOf<RedisLegacyProps>()({
  service: t.optional(t.text),
  version: t.optional(t.integer(5)),
  user: t.optional(t.text),
  port: t.optional(t.port),
});

export const REDIS_PROPS = t.shapeOf<RedisCacheProps>()({
  ...WORKLOAD_PROPS.fields,
  version: t.optional(t.integer(1)),
  maxMemory: t.optional(t.memory),
  persistence: t.optional(t.enumOf<RedisPersistence>(RedisPersistence, 'RedisPersistence')),
  volume: t.optional(t.text),
  movedFrom: t.optional(t.text),
  maxClients: t.optional(t.integer(1)),
  evictionPolicy: t.optional(t.oneOf(...POLICIES)),
  developmentPort: t.optional(t.port),
});
