import { serviceRule } from '../../rule.js';
import { pairs } from './lib/compose-literals.js';
import { namesSecret } from '../../../model/secret-name.js';

export const secretAsVariable = serviceRule({
  id: 'secret-as-variable',
  title: 'Secrets come as files',
  severity: 'info',
  theme: 'secrets',
  rationale:
    'A variable stands in `docker inspect`, in /proc, in crash reports, and in every process that the service starts. A file under /run/secrets is read once.',
  remedy: 'Declare it under `secrets:` and give the path with `X_FILE`, where the image knows it.',
  example: ['environment:', '  POSTGRES_PASSWORD_FILE: /run/secrets/postgres'].join('\n'),
  references: { owasp: ['RULE #12'], nist: ['4.1.4'] },
  checkService(service, report) {
    for (const { name, text, ...place } of pairs(service.get('environment'))) {
      if (namesSecret(name) && (text === undefined || /^\$\{?\w+(?::?\?[^}]*)?\}?$/.test(text)))
        report(place, `${name} of ${service.name} is a secret in the environment`);
    }
  },
});
