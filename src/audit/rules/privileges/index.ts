import type { Rule } from '../../rule.js';

export const privilegesRules: readonly Rule[] = [];
