import type { Rule } from '../../rule.js';

export const filesystemRules: readonly Rule[] = [];
