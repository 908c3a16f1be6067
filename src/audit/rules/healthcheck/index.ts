import type { Rule } from '../../rule.js';
import { healthcheckComposeRules } from './compose.js';
import { healthcheckDockerfileRules } from './dockerfile.js';

export const healthcheckRules: readonly Rule[] = [...healthcheckDockerfileRules, ...healthcheckComposeRules];
