import * as t from '../../model/shape/index.js';
import { WORDS } from '../../model/instruction-shape.js';
import { WORKLOAD, WORKLOAD_PROPS } from '../core/workload-shape.js';
import { hasWorkloadMark } from '../core/workload-marks.js';
import type { IMigratable, MigrationJobProps } from './migration-job.js';

const { uses: _uses, replicas: _replicas, restart: _restart, ...inherited } = WORKLOAD_PROPS.fields;

const MIGRATABLE: t.Type<IMigratable> = t.custom(
  'a NexusService',
  (value) => hasWorkloadMark(value) && 'migrationImage' in value,
  { fix: () => 'Pass the construct itself, as in const crm = new NexusService(…)' },
);

export const MIGRATION_JOB_PROPS = t.shapeOf<MigrationJobProps>()({
  ...inherited,
  service: t.like(MIGRATABLE, 'crm'),
  database: t.optional(WORKLOAD),
  command: t.optional(WORDS),
});
