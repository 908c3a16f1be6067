import * as t from '../../model/shape/index.js';
import type { RestartIntent, StartCondition } from '../../model/workload.js';
import { LoggingPolicy } from '../settings/logging-policy.js';
import { Resources } from '../settings/resources.js';

/** Words of the model that users write; a word that is renamed there does not compile here. */
export const RESTART: t.Type<RestartIntent> = t.oneOf('always', 'on-failure', 'never');
export const START_CONDITION: t.Type<StartCondition> = t.oneOf('started', 'ready', 'completed');
export const START_CONDITION_OR_NONE: t.Type<StartCondition | 'none'> = t.oneOf(
  'started',
  'ready',
  'completed',
  'none',
);

export const RESOURCES = t.instance(Resources, 'Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 })');
export const LOGGING = t.instance(LoggingPolicy, 'LoggingPolicy.jsonFile()');
