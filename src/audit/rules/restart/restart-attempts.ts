import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const restartAttempts = serviceRule({
  id: 'restart-attempts',
  title: 'A restart after failures is tried five times',
  severity: 'low',
  theme: 'restart',
  rationale:
    'With fewer attempts a dependency that is late keeps the service down; with many more, one that cannot start burns the processor and fills the log.',
  remedy: 'Write `restart: on-failure:5`, or `max_attempts: 5` in `deploy.restart_policy`.',
  example: 'restart: on-failure:5',
  references: { cis: ['5.15'], owasp: ['RULE #7'], kics: ['Restart Policy On Failure Not Set To 5'] },
  checkService(service, report) {
    const restart = service.get('restart');
    const attempts = /^[\w-]+:(\d+)$/.exec(textOf(restart)?.trim() ?? '')?.[1];
    if (restart && attempts !== undefined && Number(attempts) !== 5) {
      report(restart, `${service.name} is restarted ${attempts} times after failures, not 5`);
    }
    const condition = textOf(service.get('deploy', 'restart_policy', 'condition'));
    const maximum = service.get('deploy', 'restart_policy', 'max_attempts');
    if (maximum && condition === 'on-failure' && /^\d+$/.test(textOf(maximum) ?? '') && Number(textOf(maximum)) !== 5) {
      report(maximum, `${service.name} is restarted ${textOf(maximum)} times after failures, not 5`);
    }
  },
});
