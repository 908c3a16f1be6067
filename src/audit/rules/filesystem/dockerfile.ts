import type { Rule } from '../../rule.js';
import { noWorldWritable } from './no-world-writable.js';

export const filesystemDockerfileRules: readonly Rule[] = [noWorldWritable];
