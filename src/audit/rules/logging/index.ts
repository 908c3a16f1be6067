import type { Rule } from '../../rule.js';
import { logRotation } from './log-rotation.js';
import { loggingConfigured } from './logging-configured.js';
import { loggingDriver } from './logging-driver.js';

export const loggingRules: readonly Rule[] = [logRotation, loggingConfigured, loggingDriver];
