import type { Rule } from '../../rule.js';
import { finalStageHealthcheck } from './final-stage-healthcheck.js';
import { healthcheckCanFail } from './healthcheck-can-fail.js';
import { healthcheckTurnedOff } from './healthcheck-turned-off.js';
import { imageHealthcheck } from './image-healthcheck.js';
import { singleHealthcheck } from './single-healthcheck.js';

export const healthcheckDockerfileRules: readonly Rule[] = [
  imageHealthcheck,
  finalStageHealthcheck,
  singleHealthcheck,
  healthcheckTurnedOff,
  healthcheckCanFail,
];
