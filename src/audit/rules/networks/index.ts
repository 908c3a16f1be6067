import type { Rule } from '../../rule.js';

export const networksRules: readonly Rule[] = [];
