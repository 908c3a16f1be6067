import { composeRule } from '../../rule.js';
import { composeSecrets, hasSecrets } from './lib/compose-secrets.js';

export const defaultPassword = composeRule({
  id: 'default-password',
  title: 'No password is one that everybody knows',
  severity: 'high',
  theme: 'secrets',
  rationale:
    'Passwords from documentation, and `changeme`, are what is tried first. A default (`${PASSWORD:-postgres}`) is in force wherever nobody set the variable.',
  remedy: 'Take the default out: `${PASSWORD:?}` refuses to start without one. Better give it as a secret.',
  example: ['environment:', '  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?it must be set}'].join('\n'),
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'], kics: ['Passwords And Secrets'] },
  concerns: hasSecrets,
  check(project, report) {
    for (const { by, what, where, place } of composeSecrets(project))
      if (by === 'default') report(place, `${where} ${what}`);
  },
});
