import { dockerfileRule } from '../../rule.js';
import { imageVariables } from './lib/image-variables.js';

/** Trivy looks at the last stage alone. */
export const stageSecretValue = dockerfileRule({
  id: 'stage-secret-value',
  title: 'No variable of another stage holds a secret',
  severity: 'high',
  theme: 'secrets',
  rationale:
    'It is not in the image, but in the repository, in the build cache, and in the record of how the image was built.',
  remedy: 'Take it out, make it invalid, and mount the new one into the step that needs it.',
  example: 'RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci',
  references: {
    cis: ['4.10'],
    owasp: ['RULE #12'],
    nist: ['4.1.4'],
    hadolint: ['DL3064'],
    kics: ['Passwords And Secrets'],
    buildkit: ['SecretsUsedInArgOrEnv'],
  },
  check(dockerfile, report) {
    for (const { assignment, inImage, verdict } of imageVariables(dockerfile)) {
      if (!inImage && verdict) report(assignment, `${assignment.name} ${verdict.what}`);
    }
  },
});
