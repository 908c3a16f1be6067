import type { Rule } from '../../rule.js';

export const namespacesRules: readonly Rule[] = [];
