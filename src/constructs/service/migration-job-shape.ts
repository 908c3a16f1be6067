import * as t from '../../model/shape/index.js';
import { WORDS } from '../../model/instruction-shape.js';
import { WORKLOAD, WORKLOAD_PROPS } from '../core/workload-shape.js';
import type { MigrationJobProps } from './migration-job.js';
import { SERVICE } from './service-type.js';

const { uses: _uses, replicas: _replicas, restart: _restart, ...inherited } = WORKLOAD_PROPS.fields;

export const MIGRATION_JOB_PROPS = t.shapeOf<MigrationJobProps>()({
  ...inherited,
  service: t.like(SERVICE, 'crm'),
  database: t.optional(WORKLOAD),
  command: t.optional(WORDS),
});
