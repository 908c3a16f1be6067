import type { Rule } from '../../rule.js';
import { portsComposeRules } from './compose.js';
import { portsDockerfileRules } from './dockerfile.js';

export const portsRules: readonly Rule[] = [...portsDockerfileRules, ...portsComposeRules];
