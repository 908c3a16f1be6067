import { serviceInProjectRule } from '../../rule.js';
import { at, isTrue } from '../../../read/compose/node.js';
import { dependenciesOf, serviceNamed } from '../../../read/compose/roles.js';

/**
 * Only where the other service has a check of its own in the file: that of an image is not seen here. Who writes
 * `condition: service_started` has thought of it.
 */
export const dependsOnHealthy = serviceInProjectRule({
  id: 'depends-on-healthy',
  title: 'Services wait until what they depend on answers',
  severity: 'info',
  theme: 'healthcheck',
  rationale:
    'A bare `depends_on` waits until a process exists. The database behind it may take seconds more, and the first requests fail.',
  remedy: 'Write `condition: service_healthy` where the other service has a health check.',
  example: ['depends_on:', '  db:', '    condition: service_healthy'].join('\n'),
  references: { cis: ['5.27'] },
  checkService(service, report, project) {
    for (const { name, explicit, ...place } of dependenciesOf(service)) {
      const other = serviceNamed(name, project);
      const check = other?.get('healthcheck');
      if (explicit || !check || isTrue(at(check, 'disable'))) continue;
      report(place, `${service.name} does not wait until ${name} is healthy`);
    }
  },
});
