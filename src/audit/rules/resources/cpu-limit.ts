import { serviceRule } from '../../rule.js';
import { limitOf } from './lib/limits.js';

export const cpuLimit = serviceRule({
  id: 'cpu-limit',
  title: 'Every service has a limit of processor time',
  severity: 'low',
  theme: 'resources',
  rationale: 'A service in an endless loop, or one that mines for somebody else, takes the processors from all others.',
  remedy: 'Set `deploy.resources.limits.cpus` (or `cpus`).',
  example: ['deploy:', '  resources:', '    limits:', "      cpus: '0.50'"].join('\n'),
  references: { cis: ['5.12'], owasp: ['RULE #7'], nist: ['4.4.3'], kics: ['Cpus Not Limited'] },
  checkService(service, report) {
    if (limitOf(service, 'cpus', 'cpus', 'cpu_quota').limited) return;
    report(service.at, `${service.name} may take all processors of the host`);
  },
});
