import * as t from '../../model/shape/index.js';
import { isWorkload } from '../core/workload-shape.js';
import type { NexusService } from './service.js';

/** By what services have and other workloads have not: the class itself is not imported, since it makes migration jobs. */
const OWN: keyof NexusService = 'migrationImage';

export const SERVICE: t.Type<NexusService> = t.custom(
  'a NexusService',
  (value) => isWorkload(value) && OWN in (value as object),
  { fix: () => 'Pass the construct itself, as in const crm = new NexusService(…)' },
);
