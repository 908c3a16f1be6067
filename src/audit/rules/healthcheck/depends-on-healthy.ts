import { serviceRule } from '../../rule.js';
import { dependenciesOf } from '../../../read/compose/roles.js';

/**
 * Only where the other service has a check of its own in the file: that of an image is not seen here. Who writes
 * `condition: service_started` has thought of it.
 */
export const dependsOnHealthy = serviceRule({
  id: 'depends-on-healthy',
  title: 'Services wait until what they depend on answers',
  severity: 'info',
  theme: 'healthcheck',
  rationale:
    'A bare `depends_on` waits until a process exists. The database behind it may take seconds more, and the first requests fail.',
  remedy: 'Write `condition: service_healthy` where the other service has a health check.',
  example: ['depends_on:', '  db:', '    condition: service_healthy'].join('\n'),
  references: { cis: ['5.27'] },
  checkService(service, report, around) {
    for (const { name, explicit, ...place } of dependenciesOf(service)) {
      if (explicit || !around.checkedDependencies.has(name)) continue;
      report(place, `${service.name} does not wait until ${name} is healthy`);
    }
  },
});
