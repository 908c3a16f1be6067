import type { Rule } from '../../rule.js';

export const buildContextRules: readonly Rule[] = [];
