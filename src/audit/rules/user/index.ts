import type { Rule } from '../../rule.js';

export const userRules: readonly Rule[] = [];
