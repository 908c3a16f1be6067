import * as t from '../../model/shape/index.js';
import type { EnvironmentProps } from './environment.js';
import { RESOURCES } from './settings-shape.js';

export const ENVIRONMENT_PROPS = t.shapeOf<EnvironmentProps>()({
  environment: t.optional(t.record(t.text)),
  resources: t.optional(RESOURCES),
});
