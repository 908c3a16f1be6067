import * as t from '../../model/shape/index.js';
import { WORKLOAD, WORKLOAD_PROPS } from '../core/workload-shape.js';
import type { LegacySchemaProps, PostgresLegacyProps } from './legacy.js';
import type { PostgresDatabaseProps } from './postgres-props.js';
import type { PostgresOriginProps } from './move.js';

export const POSTGRES_ORIGIN_PROPS = t.shapeOf<PostgresOriginProps>()({
  volume: t.like(t.text, '"postgres_data"'),
  version: t.optional(t.integer(12)),
  distribution: t.optional(t.oneOf('alpine', 'bookworm')),
  superuser: t.optional(t.text),
  image: t.optional(t.text),
});

const LEGACY_SCHEMA = t.shapeOf<LegacySchemaProps>()({
  from: t.like(t.text, '"public"'),
  to: t.like(WORKLOAD, 'crm'),
  tables: t.optional(t.like(t.list(t.text), '["customers"]')),
});

export const POSTGRES_LEGACY_PROPS = t.shapeOf<PostgresLegacyProps>()({
  service: t.optional(t.text),
  superuser: t.optional(t.text),
  version: t.optional(t.integer(10)),
  database: t.optional(t.text),
  schemas: t.optional(t.list(LEGACY_SCHEMA)),
  unread: t.optional(t.like(t.list(t.text), '["audit"]')),
});

export const POSTGRES_PROPS = t.shapeOf<PostgresDatabaseProps>()({
  ...WORKLOAD_PROPS.fields,
  version: t.optional(t.number),
  distribution: t.optional(t.oneOf('alpine', 'bookworm')),
  database: t.like(t.text, '"shop"'),
  owner: t.optional(t.text),
  locale: t.optional(t.text),
  maxConnections: t.optional(t.integer(1)),
  extensions: t.optional(t.like(t.list(t.text), '["citext"]')),
  volume: t.optional(t.text),
  movedFrom: t.optional(POSTGRES_ORIGIN_PROPS),
  shmSize: t.optional(t.memory),
  developmentPort: t.optional(t.port),
});
