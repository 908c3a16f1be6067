import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const oomScore = serviceRule({
  id: 'oom-score',
  title: 'No container is kept alive before the host',
  severity: 'low',
  theme: 'resources',
  rationale:
    'The kernel ends processes with a high score first. A negative one makes it prefer the services of the host, such as sshd or the engine.',
  remedy: 'Take `oom_score_adj` out, or give less important services a positive one.',
  example: 'oom_score_adj: 500',
  references: { owasp: ['RULE #7'], nist: ['4.4.3'] },
  checkService(service, report) {
    const score = service.get('oom_score_adj');
    if (score && Number(textOf(score)) < 0)
      report(
        score,
        `the kernel would rather end other processes than ${service.name} (oom_score_adj: ${textOf(score)})`,
      );
  },
});
