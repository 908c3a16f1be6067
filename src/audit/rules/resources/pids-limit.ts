import { serviceRule } from '../../rule.js';
import { isWindows } from '../../../read/compose/roles.js';
import { limitOf } from './lib/limits.js';

/** For files of today; KICS looks at those of version 2 alone, which have a rule of their own: `pids-limit-version-2`. */
export const pidsLimit = serviceRule({
  id: 'pids-limit',
  title: 'Every service has a limit of processes',
  severity: 'low',
  theme: 'resources',
  rationale:
    'A fork bomb in one container takes the process numbers of the whole host, and nobody can log in to end it.',
  remedy: 'Set `pids_limit` or `deploy.resources.limits.pids`.',
  example: 'pids_limit: 200',
  references: { cis: ['5.29'], owasp: ['RULE #7'], nist: ['4.4.3'] },
  checkService(service, report, around) {
    const version = around.formatVersion;
    if ((version !== undefined && version < 3) || isWindows(service) || limitOf(service, 'pids', 'pids_limit').limited)
      return;
    const limit = service.get('pids_limit') ?? service.get('deploy', 'resources', 'limits', 'pids');
    report(limit ?? service.at, `${service.name} may start any number of processes`);
  },
});
