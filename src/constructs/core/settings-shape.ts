import * as t from '../../model/shape/index.js';
import type { RestartPolicy, StartDependency } from '../../model/workload.js';
import { LoggingPolicy } from '../settings/logging-policy.js';
import { Resources } from '../settings/resources.js';

/** Words of the model that users write; a word that is renamed there does not compile here. */
export const RESTART: t.Type<RestartPolicy> = t.oneOf('always', 'unless-stopped', 'on-failure', 'no');
export const START_CONDITION: t.Type<StartDependency['condition']> = t.oneOf(
  'service_started',
  'service_healthy',
  'service_completed_successfully',
);
export const START_CONDITION_OR_NONE: t.Type<StartDependency['condition'] | 'none'> = t.oneOf(
  'service_started',
  'service_healthy',
  'service_completed_successfully',
  'none',
);

export const RESOURCES = t.instance(Resources, 'Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 })');
export const LOGGING = t.instance(LoggingPolicy, 'LoggingPolicy.jsonFile()');
