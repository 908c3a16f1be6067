import type { Rule } from '../../rule.js';

export const loggingRules: readonly Rule[] = [];
