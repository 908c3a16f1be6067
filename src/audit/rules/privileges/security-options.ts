import { serviceRule } from '../../rule.js';
import { isWindows } from '../../../read/compose/roles.js';
import { itemsOf } from '../../../read/compose/node.js';

export const securityOptions = serviceRule({
  id: 'security-options',
  title: 'Every service has security options',
  severity: 'medium',
  theme: 'privileges',
  rationale:
    'A container without `security_opt` runs with what the engine happens to default to, and its processes may gain privileges by setuid programs.',
  remedy: 'Add `security_opt` with `no-new-privileges:true`; profiles for seccomp or AppArmor where you have them.',
  example: ['security_opt:', '  - no-new-privileges:true'].join('\n'),
  references: { cis: ['5.2', '5.26'], owasp: ['RULE #4', 'RULE #6'], nist: ['4.4.3'], kics: ['Security Opt Not Set'] },
  checkService(service, report) {
    if (itemsOf(service.get('security_opt')).length === 0 && !isWindows(service))
      report(service.at, `${service.name} has no security_opt, and so no no-new-privileges`);
  },
});
