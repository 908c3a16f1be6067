import type { Rule } from '../../rule.js';
import { restartAttempts } from './restart-attempts.js';
import { restartBounded } from './restart-bounded.js';
import { restartPolicy } from './restart-policy.js';

export const restartRules: readonly Rule[] = [restartAttempts, restartBounded, restartPolicy];
