import type { Rule } from '../../rule.js';

export const healthcheckDockerfileRules: readonly Rule[] = [];
