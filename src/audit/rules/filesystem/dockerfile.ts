import type { Rule } from '../../rule.js';

export const filesystemDockerfileRules: readonly Rule[] = [];
