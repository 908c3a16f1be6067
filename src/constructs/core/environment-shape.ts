import * as t from '../../model/shape/index.js';
import type { EnvironmentProps } from './environment.js';
import { RESOURCES } from './settings-shape.js';
import { VARIABLE } from './variable.js';

export const ENVIRONMENT_PROPS = t.shapeOf<EnvironmentProps>()({
  environment: t.optional(t.record(VARIABLE)),
  resources: t.optional(RESOURCES),
});
