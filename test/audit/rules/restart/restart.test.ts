import { restartAttempts } from '../../../../src/audit/rules/restart/restart-attempts.js';
import { restartBounded } from '../../../../src/audit/rules/restart/restart-bounded.js';
import { restartPolicy } from '../../../../src/audit/rules/restart/restart-policy.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

const policy = (text: string) => service(`deploy:\n  restart_policy: ${text}`);

composeCases(restartAttempts, {
  complies: [
    ...services(
      'restart: on-failure:5',
      'restart: "on-failure:5"',
      'restart: always',
      'restart: "no"',
      'restart: on-failure',
    ),
    ...services('restart: "on-failure:${N}"', 'restart: unless-stopped', 'image: b'),
    ...[
      '{ condition: on-failure, max_attempts: 5 }',
      '{ condition: any, max_attempts: 3 }',
      '{ condition: on-failure }',
    ].map(policy),
    policy('{ condition: on-failure, max_attempts: "${N}" }'),
  ],
  violates: [
    [service('restart: on-failure:3'), 4],
    [service('restart: "on-failure:10"'), 4],
    [service('restart: on-failure:${N:-7}'), 4],
    [policy('{ condition: on-failure, max_attempts: 3 }'), 5],
    [service('deploy:\n  restart_policy:\n    condition: on-failure\n    delay: 5s\n    max_attempts: 8'), 8],
    [service('restart: on-failure:0'), 4],
  ],
});

composeCases(restartPolicy, {
  complies: [
    ...services('restart: always', 'restart: "no"', 'restart: no', 'restart: unless-stopped', 'restart: "${RESTART}"'),
    ...services('profiles: [tools]', 'deploy: { mode: replicated-job }'),
    service('tty: true\nstdin_open: true'),
    'services:\n  db-migrate: { image: a }\n',
    policy('{ condition: on-failure }'),
    'services:\n  job: { image: a }\n  app:\n    image: b\n    restart: always\n    depends_on:\n      job: { condition: service_completed_successfully }\n',
  ],
  violates: [
    [service('image: b'), 2],
    [service('restart:'), 2],
    [service('tty: true'), 2],
    ['services:\n  initial-web: { image: a }\n', 2],
    [service('deploy: { replicas: 2 }'), 2],
    ['services:\n  db: { image: a }\n  app:\n    image: b\n    restart: always\n    depends_on: [db]\n', 2],
  ],
});

composeCases(restartBounded, {
  complies: [
    ...services('restart: on-failure:5', 'restart: on-failure:3', 'restart: "no"', 'image: b', 'restart: "${R}"'),
    ...['{ condition: none }', '{ condition: on-failure, max_attempts: 5 }', '{ max_attempts: 3 }'].map(policy),
  ],
  violates: [
    [service('restart: always'), 4],
    [service('restart: unless-stopped'), 4],
    [service('restart: on-failure'), 4],
    [policy('{ condition: any, delay: 5s }'), 5],
    [service('deploy:\n  restart_policy:\n    condition: on-failure'), 5],
  ],
});
