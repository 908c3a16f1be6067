import type { Rule } from '../../rule.js';

export const baseImageRules: readonly Rule[] = [];
