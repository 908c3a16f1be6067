import type { Rule } from '../../rule.js';

export const portsDockerfileRules: readonly Rule[] = [];
