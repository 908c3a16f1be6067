import { serviceRule } from '../../rule.js';
import { isTrue } from '../../../read/compose/node.js';

export const oomKiller = serviceRule({
  id: 'oom-killer',
  title: 'The kernel may end a container that is out of memory',
  severity: 'medium',
  theme: 'resources',
  rationale:
    'With `oom_kill_disable` a container at its limit hangs instead of ending; without a limit the kernel ends processes of the host in its place.',
  remedy: 'Take `oom_kill_disable` out; give the service the memory that it needs.',
  example: 'mem_limit: 512m',
  references: { owasp: ['RULE #7'], nist: ['4.4.3'], cis: ['5.11'] },
  checkService(service, report) {
    const disabled = service.get('oom_kill_disable');
    if (disabled && isTrue(disabled)) report(disabled, `the kernel may not end ${service.name} when memory runs out`);
  },
});
