import type { Rule } from '../../rule.js';

export const healthcheckComposeRules: readonly Rule[] = [];
