import type { Rule } from '../../rule.js';

export const transportRules: readonly Rule[] = [];
