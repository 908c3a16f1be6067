import * as t from '../../model/shape/index.js';
import type { DeploymentHooks, DeploymentProps } from './deployment-props.js';

const PROGRAM = t.like(t.text, '"ops/before-deploy.sh"');

const HOOKS = t.shapeOf<DeploymentHooks>()({
  before: t.optional(PROGRAM),
  after: t.optional(PROGRAM),
});

export const DEPLOYMENT_PROPS = t.shapeOf<DeploymentProps>()({
  keep: t.optional(t.integer(2, 50)),
  hooks: t.optional(HOOKS),
  freeDisk: t.optional(t.memory),
  healthTimeout: t.optional(t.duration),
  watch: t.optional(t.duration),
});
