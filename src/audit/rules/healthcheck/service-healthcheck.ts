import { serviceRule } from '../../rule.js';

export const serviceHealthcheck = serviceRule({
  id: 'service-healthcheck',
  title: 'Every service has a health check',
  severity: 'medium',
  theme: 'healthcheck',
  rationale:
    'Without one Docker only knows whether a process exists. A service that hangs stays in place, and those that depend on it are started before it answers.',
  remedy: 'Write a `healthcheck` that asks the service what its users ask, or put `HEALTHCHECK` into its Dockerfile.',
  example: ['healthcheck:', "  test: [CMD, wget, -qO-, 'http://127.0.0.1:8080/health']", '  interval: 10s'].join('\n'),
  references: { cis: ['4.6', '5.27'], nist: ['4.4.3'], kics: ['Healthcheck Not Set'] },
  checkService(service, report, around) {
    const check = service.get('healthcheck');
    if (check && !(check.kind === 'scalar' && check.value === null)) return;
    if (!around.isJob && !around.imageHasHealthcheck) report(service.at, `${service.name} has no health check`);
  },
});
