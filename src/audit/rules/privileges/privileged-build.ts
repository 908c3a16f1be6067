import { serviceRule } from '../../rule.js';
import { isTrue, itemsOf, textOf } from '../../../read/compose/node.js';

export const privilegedBuild = serviceRule({
  id: 'privileged-build',
  title: 'No image is built with the rights of the host',
  severity: 'medium',
  theme: 'privileges',
  rationale:
    'A build with `privileged` or the entitlement `security.insecure` runs what the Dockerfile downloads as root of the builder, outside of its sandbox.',
  remedy: 'Build without it. What a step needs can often be done in another stage, or at run time.',
  example: ['build:', '  context: .'].join('\n'),
  references: { owasp: ['RULE #3'], nist: ['4.4.3'] },
  checkService(service, report) {
    const privileged = service.get('build', 'privileged');
    if (privileged && isTrue(privileged)) report(privileged, `the build of ${service.name} is privileged`);
    for (const item of itemsOf(service.get('build', 'entitlements'))) {
      if (textOf(item) === 'security.insecure')
        report(item, `the build of ${service.name} may leave its sandbox (security.insecure)`);
    }
  },
});
