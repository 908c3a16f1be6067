import type { Rule } from '../../rule.js';

export const instructionsRules: readonly Rule[] = [];
