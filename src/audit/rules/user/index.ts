import type { Rule } from '../../rule.js';
import { userComposeRules } from './compose.js';
import { userDockerfileRules } from './dockerfile.js';

export const userRules: readonly Rule[] = [...userDockerfileRules, ...userComposeRules];
