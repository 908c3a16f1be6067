import { serviceRule } from '../../rule.js';
import { namesSecret } from '../../../model/secret-name.js';

export const buildArgumentSecret = serviceRule({
  id: 'build-argument-secret',
  title: 'No secret is a build argument',
  severity: 'medium',
  theme: 'build-context',
  rationale:
    'Arguments stand in the history of the image, and with provenance in its attestation: whoever can pull it can read them.',
  remedy: 'Give it with `build.secrets`, and read it in the step that needs it: `RUN --mount=type=secret,id=npm …`.',
  example: ['build:', '  context: .', '  secrets: [npm]'].join('\n'),
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'] },
  checkService(service, report) {
    for (const { key, value, ...place } of service.build?.args ?? []) {
      if (!namesSecret(key) || (value !== undefined && /^(?:true|false|\d{1,3})?$/i.test(value))) continue;
      report(place, `${key} is given to the build of ${service.name} as an argument`);
    }
  },
});
