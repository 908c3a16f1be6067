import type { Rule } from '../../rule.js';

export const portsRules: readonly Rule[] = [];
