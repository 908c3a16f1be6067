import { dockerfileRule } from '../../rule.js';
import { imageVariables } from './lib/image-variables.js';

export const imageSecretValue = dockerfileRule({
  id: 'image-secret-value',
  title: 'No variable or label of the image holds a secret',
  severity: 'critical',
  theme: 'secrets',
  rationale:
    'Everybody who can pull the image, or read the repository, reads the secret: docker inspect and docker history show it.',
  remedy:
    'Take it out, make it invalid, and hand the new one over when the container starts: as a file under /run/secrets.',
  example: 'ENV DATABASE_PASSWORD_FILE=/run/secrets/database_password',
  references: {
    cis: ['4.10'],
    owasp: ['RULE #12'],
    nist: ['4.1.4'],
    hadolint: ['DL3064'],
    kics: ['Passwords And Secrets'],
    trivy: ['DS031'],
    dockle: ['CIS-DI-0010'],
    buildkit: ['SecretsUsedInArgOrEnv'],
  },
  check(dockerfile, report) {
    for (const { assignment, inImage, verdict } of imageVariables(dockerfile)) {
      if (inImage && verdict) report(assignment, `${assignment.name} ${verdict.what}`);
    }
  },
});
