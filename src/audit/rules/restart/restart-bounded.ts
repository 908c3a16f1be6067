import { serviceRule } from '../../rule.js';
import { at, entryAt, textOf } from '../../../read/compose/node.js';

export const restartBounded = serviceRule({
  id: 'restart-bounded',
  title: 'A service that cannot start is not started for ever',
  severity: 'info',
  theme: 'restart',
  rationale:
    'A restart loop burns the processor, fills the log, and hides that nothing works. Docker waits longer after each attempt, up to a minute.',
  remedy: 'Write `restart: on-failure:5`, and let a monitor tell of what is down; or keep `unless-stopped` knowingly.',
  example: 'restart: on-failure:5',
  references: { cis: ['5.15'], owasp: ['RULE #7'] },
  checkService(service, report) {
    const restart = service.get('restart');
    const policy = textOf(restart)?.trim() ?? '';
    if (restart && /^(?:always|unless-stopped|on-failure)$/.test(policy))
      report(restart, `${service.name} is restarted without an end (${policy})`);
    const section = entryAt(service.node, 'deploy', 'restart_policy');
    const condition = textOf(at(section?.value, 'condition')) ?? 'any';
    if (section && condition !== 'none' && at(section.value, 'max_attempts') === undefined)
      report(section, `${service.name} is restarted without an end (${condition})`);
  },
});
