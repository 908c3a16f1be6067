import { serviceRule } from '../../rule.js';
import { isOfOtherFormat, limitOf } from './lib/limits.js';

export const cpuLimitFormat = serviceRule({
  id: 'cpu-limit-format',
  title: "The limit of processor time is written as the file's version reads it",
  severity: 'info',
  theme: 'resources',
  rationale:
    "`deploy` belongs to files of version 3, `cpus` to those of version 2. Today's Compose reads both, but `docker stack deploy` and docker-compose 1 do not, and leave the service without a limit.",
  remedy:
    'In a file of version 3 write `deploy.resources.limits.cpus`, in one of version 2 `cpus`; or take `version` out, which is obsolete.',
  example: ['deploy:', '  resources:', '    limits:', "      cpus: '0.50'"].join('\n'),
  references: { cis: ['5.12'], owasp: ['RULE #7'], kics: ['Cpus Not Limited'] },
  checkService(service, report, around) {
    const limit = limitOf(service, 'cpus', 'cpus', 'cpu_quota');
    const node = limit.own ?? limit.deploy;
    if (node && isOfOtherFormat(around, limit))
      report(
        node,
        `the limit of processor time of ${service.name} is written for another version of the format than the file's`,
      );
  },
});
