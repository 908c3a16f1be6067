import { serviceInProjectRule } from '../../rule.js';
import { isJob } from '../../../read/compose/roles.js';
import { lastOf } from '../../../read/dockerfile/document.js';

export const serviceHealthcheck = serviceInProjectRule({
  id: 'service-healthcheck',
  title: 'Every service has a health check',
  severity: 'medium',
  theme: 'healthcheck',
  rationale:
    'Without one Docker only knows whether a process exists. A service that hangs stays in place, and those that depend on it are started before it answers.',
  remedy: 'Write a `healthcheck` that asks the service what its users ask, or put `HEALTHCHECK` into its Dockerfile.',
  example: ['healthcheck:', "  test: [CMD, wget, -qO-, 'http://127.0.0.1:8080/health']", '  interval: 10s'].join('\n'),
  references: { cis: ['4.6', '5.27'], nist: ['4.4.3'], kics: ['Healthcheck Not Set'] },
  checkService(service, report, project, context) {
    const check = service.get('healthcheck');
    if (check && !(check.kind === 'scalar' && check.value === null)) return;
    const built = context.dockerfileOf(service);
    const stage = built?.stage ?? built?.dockerfile.final;
    const inherited = stage && lastOf(stage, 'HEALTHCHECK');
    if (inherited && inherited.args[0]?.value.toUpperCase() !== 'NONE') return;
    if (!isJob(service, project)) report(service.at, `${service.name} has no health check`);
  },
});
