import type { Rule } from '../../rule.js';

export const portsComposeRules: readonly Rule[] = [];
