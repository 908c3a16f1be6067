import { logRotation } from '../../../../src/audit/rules/logging/log-rotation.js';
import { loggingConfigured } from '../../../../src/audit/rules/logging/logging-configured.js';
import { loggingDriver } from '../../../../src/audit/rules/logging/logging-driver.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

composeCases(loggingDriver, {
  complies: services('logging: { driver: local }', 'image: b', 'logging: { driver: "${DRIVER}" }', 'logging:'),
  violates: [
    [service('logging:\n  driver: none'), 5],
    [service('logging: { driver: "none" }'), 4],
    ['app:\n  image: b\n  log_driver: none\n', 3],
  ],
});

composeCases(logRotation, {
  complies: services(
    ...[
      'logging: { driver: local }',
      'logging: { driver: syslog, options: { syslog-address: "tcp://x:1" } }',
      'image: b',
    ],
    ...['logging: { options: { max-size: 10m } }', 'logging: { driver: json-file, options: { max-size: "${SIZE}" } }'],
    ...[
      'logging:',
      'logging: {}',
      'logging: { driver: "${DRIVER}" }',
      'logging: { driver: none }',
      'logging: { driver: journald }',
    ],
  ),
  violates: [
    [service('logging:\n  driver: json-file'), 4],
    [service('logging: { driver: json-file, options: { max-file: "3" } }'), 4],
    [service('logging: { options: { labels: app } }'), 4],
    [service('logging: { driver: json-file, options: { max-size: "-1" } }'), 4],
    ['x-l: &l\n  driver: json-file\nservices:\n  a:\n    image: b\n    logging: *l\n', 6],
  ],
});

composeCases(loggingConfigured, {
  complies: services('logging: { driver: local }', 'logging: { options: { max-size: 1m } }'),
  violates: [
    [service('restart: always'), 2],
    ['services:\n  a: { image: a }\n  b: { image: b, logging: { driver: local } }\n', 2],
  ],
});
