import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const restartMessages: Messages = {
  'restart-attempts': [
    [service('restart: on-failure:3'), '4: app is restarted 3 times after failures, not 5'],
    [
      service('deploy:\n  restart_policy: { condition: on-failure, max_attempts: 3 }'),
      '5: app is restarted 3 times after failures, not 5',
    ],
  ],
  'restart-bounded': [
    [service('restart: always'), '4: app is restarted without an end (always)'],
    [service('deploy:\n  restart_policy: { condition: any, delay: 5s }'), '5: app is restarted without an end (any)'],
  ],
  'restart-policy': [['services:\n  initial-web: { image: a }\n', '2: initial-web has no restart policy']],
};
