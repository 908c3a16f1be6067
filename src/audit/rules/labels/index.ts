import type { Rule } from '../../rule.js';

export const labelsRules: readonly Rule[] = [];
