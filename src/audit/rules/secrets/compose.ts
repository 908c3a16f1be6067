import type { Rule } from '../../rule.js';

export const secretsComposeRules: readonly Rule[] = [];
