import { serviceRule } from '../../rule.js';
import { capabilities, DANGEROUS } from './lib/capabilities.js';

export const dangerousCapabilities = serviceRule({
  id: 'dangerous-capabilities',
  title: 'No capability is added that leads out of the container',
  severity: 'high',
  theme: 'privileges',
  rationale:
    'With SYS_ADMIN, NET_ADMIN, SYS_PTRACE and their like a process can load modules, read foreign memory, rewrite the network or leave the container; ALL is all of them.',
  remedy: 'Do without it, or give only the one capability that the service cannot work without, and drop the others.',
  example: ['cap_drop: [ALL]', 'cap_add: [NET_BIND_SERVICE]'].join('\n'),
  references: { cis: ['5.4'], owasp: ['RULE #3'], nist: ['4.4.3'], kics: ['Container Capabilities Unrestricted'] },
  checkService(service, report) {
    for (const capability of capabilities(service, 'cap_add')) {
      if (DANGEROUS.has(capability.name))
        report(capability, `${service.name} is given the capability ${capability.name}`);
    }
  },
});
