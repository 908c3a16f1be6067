import type { Rule } from '../../rule.js';

export const secretsDockerfileRules: readonly Rule[] = [];
