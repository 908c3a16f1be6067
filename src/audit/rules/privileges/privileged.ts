import { serviceRule } from '../../rule.js';
import { isTrue } from '../../../read/compose/node.js';

export const privileged = serviceRule({
  id: 'privileged',
  title: 'No service runs privileged',
  severity: 'critical',
  theme: 'privileges',
  rationale:
    'A privileged container has every capability, every device of the host and no seccomp or AppArmor profile: whoever takes it over has the machine.',
  remedy: 'Take `privileged: true` out. Add the one capability or device that the service needs.',
  example: ['cap_drop: [ALL]', 'cap_add: [NET_BIND_SERVICE]'].join('\n'),
  references: { cis: ['5.5'], owasp: ['RULE #3'], nist: ['4.4.3'], kics: ['Privileged Containers Enabled'] },
  checkService(service, report) {
    const privileged = service.get('privileged');
    if (privileged && isTrue(privileged))
      report(privileged, `${service.name} runs privileged: it has the rights of the host`);
  },
});
