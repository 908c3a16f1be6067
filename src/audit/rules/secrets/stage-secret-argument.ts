import { dockerfileRule } from '../../rule.js';
import { imageVariables, takesSecret } from './lib/image-variables.js';

/** Trivy looks at the last stage alone. */
export const stageSecretArgument = dockerfileRule({
  id: 'stage-secret-argument',
  title: 'Secrets do not come into other stages as arguments',
  severity: 'medium',
  theme: 'secrets',
  rationale:
    'Arguments stand in the build cache and in the record of how the image was built (provenance), which is pushed with it.',
  remedy: 'Mount the secret into the step that needs it.',
  example: 'RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci',
  references: {
    cis: ['4.10'],
    owasp: ['RULE #12'],
    nist: ['4.1.4'],
    hadolint: ['DL3064'],
    buildkit: ['SecretsUsedInArgOrEnv'],
  },
  check(dockerfile, report) {
    for (const variable of imageVariables(dockerfile)) {
      const { instruction, assignment, inImage } = variable;
      if (!inImage && takesSecret(variable))
        report(assignment, `${instruction.keyword} ${assignment.name} takes a secret into the build`);
    }
  },
});
