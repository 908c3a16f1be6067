import type { Rule } from '../../rule.js';

export const userDockerfileRules: readonly Rule[] = [];
