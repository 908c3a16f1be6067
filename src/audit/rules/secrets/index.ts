import type { Rule } from '../../rule.js';
import { secretsComposeRules } from './compose.js';
import { secretsDockerfileRules } from './dockerfile.js';

export const secretsRules: readonly Rule[] = [...secretsDockerfileRules, ...secretsComposeRules];
