import { serviceRule } from '../../rule.js';
import { limitOf } from './lib/limits.js';

export const memoryLimit = serviceRule({
  id: 'memory-limit',
  title: 'Every service has a limit of memory',
  severity: 'medium',
  theme: 'resources',
  rationale:
    'A service without a limit takes what it leaks from all others: the kernel then ends whichever process is largest, often the database.',
  remedy:
    'Set `deploy.resources.limits.memory` (or `mem_limit`) to what the service needs at its busiest, and a reserve.',
  example: ['deploy:', '  resources:', '    limits:', '      memory: 512M'].join('\n'),
  references: { cis: ['5.11'], owasp: ['RULE #7'], nist: ['4.4.3'], kics: ['Memory Not Limited'] },
  checkService(service, report) {
    if (limitOf(service, 'memory', 'mem_limit').limited) return;
    report(service.at, `${service.name} may take all memory of the host`);
  },
});
