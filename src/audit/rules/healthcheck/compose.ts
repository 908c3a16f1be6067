import type { Rule } from '../../rule.js';
import { dependsOnHealthy } from './depends-on-healthy.js';
import { serviceHealthcheck } from './service-healthcheck.js';
import { serviceHealthcheckEnabled } from './service-healthcheck-enabled.js';

export const healthcheckComposeRules: readonly Rule[] = [
  dependsOnHealthy,
  serviceHealthcheck,
  serviceHealthcheckEnabled,
];
