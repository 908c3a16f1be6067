import { serviceRule } from '../../rule.js';
import { limitOf } from './lib/limits.js';

export const pidsLimitVersion2 = serviceRule({
  id: 'pids-limit-version-2',
  title: 'Every service of a file of version 2 has a limit of processes',
  severity: 'low',
  theme: 'resources',
  rationale:
    'A fork bomb in one container takes the process numbers of the whole host, and nobody can log in to end it.',
  remedy: 'Set `pids_limit`.',
  example: 'pids_limit: 200',
  references: { cis: ['5.29'], owasp: ['RULE #7'], nist: ['4.4.3'], kics: ['Pids Limit Not Set'] },
  checkService(service, report, around) {
    const version = around.formatVersion;
    if (version === undefined || version >= 3 || limitOf(service, '', 'pids_limit').limited) return;
    report(service.get('pids_limit') ?? service.at, `${service.name} may start any number of processes`);
  },
});
