import { composeRule } from '../../rule.js';
import { composeSecrets, hasSecrets } from './lib/compose-secrets.js';

export const literalSecret = composeRule({
  id: 'literal-secret',
  title: 'No secret is written into a Compose file',
  severity: 'high',
  theme: 'secrets',
  rationale:
    'Whoever may read the repository, now or in ten years, has the password of the database. It also stands in `docker inspect`, and in every process that the service starts.',
  remedy:
    'Give it as a secret (`secrets:` and `X_FILE`), or as a variable without a default, and make a new one: the old one is known.',
  example: ['environment:', '  POSTGRES_PASSWORD_FILE: /run/secrets/postgres', 'secrets: [postgres]'].join('\n'),
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'], kics: ['Passwords And Secrets'] },
  concerns: hasSecrets,
  check(project, report) {
    for (const { by, what, where, place } of composeSecrets(project))
      if (by !== 'default') report(place, `${where} ${what}`);
  },
});
