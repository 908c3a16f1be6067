import type { Rule } from '../../rule.js';

export const restartRules: readonly Rule[] = [];
