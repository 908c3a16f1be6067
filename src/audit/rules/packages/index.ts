import type { Rule } from '../../rule.js';

export const packagesRules: readonly Rule[] = [];
