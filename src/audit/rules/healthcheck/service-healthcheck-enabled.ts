import { serviceRule } from '../../rule.js';
import { entryAt, isTrue, itemsOf, textOf } from '../../../read/compose/node.js';

export const serviceHealthcheckEnabled = serviceRule({
  id: 'service-healthcheck-enabled',
  title: 'No health check is turned off',
  severity: 'medium',
  theme: 'healthcheck',
  rationale:
    'With the check of the image turned off, Docker only knows whether a process exists, and `condition: service_healthy` can never hold.',
  remedy: 'Take `disable: true` or `test: [NONE]` out; if the check of the image does not fit, write another.',
  example: ['healthcheck:', "  test: [CMD, wget, -qO-, 'http://127.0.0.1:8080/health']"].join('\n'),
  references: { cis: ['4.6', '5.27'], kics: ['Healthcheck Not Set'] },
  checkService(service, report, around) {
    const disable = service.get('healthcheck', 'disable');
    const test = entryAt(service.node, 'healthcheck', 'test');
    const [first, ...others] = itemsOf(test?.value);
    const none = textOf(first)?.trim() === 'NONE' && others.length === 0;
    if (around.isJob) return;
    if (disable && isTrue(disable)) report(disable, `the health check of ${service.name} is turned off`);
    else if (test && none) report(test, `the health check of ${service.name} is turned off (NONE)`);
  },
});
