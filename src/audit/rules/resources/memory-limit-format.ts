import { serviceRule } from '../../rule.js';
import { isOfOtherFormat, limitOf } from './lib/limits.js';

export const memoryLimitFormat = serviceRule({
  id: 'memory-limit-format',
  title: "The limit of memory is written as the file's version reads it",
  severity: 'info',
  theme: 'resources',
  rationale:
    "`deploy` belongs to files of version 3, `mem_limit` to those of version 2. Today's Compose reads both, but `docker stack deploy` and docker-compose 1 do not, and leave the service without a limit.",
  remedy:
    'In a file of version 3 write `deploy.resources.limits.memory`, in one of version 2 `mem_limit`; or take `version` out, which is obsolete.',
  example: ['deploy:', '  resources:', '    limits:', '      memory: 512M'].join('\n'),
  references: { cis: ['5.11'], owasp: ['RULE #7'], kics: ['Memory Not Limited'] },
  checkService(service, report, around) {
    const limit = limitOf(service, 'memory', 'mem_limit');
    const node = limit.own ?? limit.deploy;
    if (node && isOfOtherFormat(around, limit))
      report(
        node,
        `the limit of memory of ${service.name} is written for another version of the format than the file's`,
      );
  },
});
