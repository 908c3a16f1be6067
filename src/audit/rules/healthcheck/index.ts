import type { Rule } from '../../rule.js';

export const healthcheckRules: readonly Rule[] = [];
