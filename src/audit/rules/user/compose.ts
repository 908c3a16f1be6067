import type { Rule } from '../../rule.js';

export const userComposeRules: readonly Rule[] = [];
