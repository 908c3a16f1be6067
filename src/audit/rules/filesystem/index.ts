import type { Rule } from '../../rule.js';
import { filesystemComposeRules } from './compose.js';
import { filesystemDockerfileRules } from './dockerfile.js';

export const filesystemRules: readonly Rule[] = [...filesystemDockerfileRules, ...filesystemComposeRules];
