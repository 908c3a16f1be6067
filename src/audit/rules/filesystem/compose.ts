import type { Rule } from '../../rule.js';

export const filesystemComposeRules: readonly Rule[] = [];
