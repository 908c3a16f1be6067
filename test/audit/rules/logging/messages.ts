import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const loggingMessages: Messages = {
  'log-rotation': [
    [
      'x-l: &l\n  driver: json-file\nservices:\n  a:\n    image: b\n    logging: *l\n',
      '6: the log of a grows until the disk is full (no max-size)',
    ],
  ],
  'logging-configured': [[service('restart: always'), "2: app leaves its log to the engine's default"]],
  'logging-driver': [['app:\n  image: b\n  log_driver: none\n', '3: nothing of what app says is kept (driver: none)']],
};
