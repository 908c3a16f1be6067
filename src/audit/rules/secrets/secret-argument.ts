import { dockerfileRule } from '../../rule.js';
import { imageVariables, takesSecret } from './lib/image-variables.js';

export const secretArgument = dockerfileRule({
  id: 'secret-argument',
  title: 'Secrets do not come in as arguments of the build',
  severity: 'high',
  theme: 'secrets',
  rationale:
    'Arguments stand in the history of the image, and what ENV takes from them in its configuration, for everybody who can pull it.',
  remedy: 'Mount the secret into the step that needs it; it leaves no trace there.',
  example: 'RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci',
  references: {
    cis: ['4.10'],
    owasp: ['RULE #12'],
    nist: ['4.1.4'],
    hadolint: ['DL3064'],
    trivy: ['DS031'],
    dockle: ['CIS-DI-0010'],
    buildkit: ['SecretsUsedInArgOrEnv'],
  },
  check(dockerfile, report) {
    for (const variable of imageVariables(dockerfile)) {
      const { instruction, assignment, inImage } = variable;
      if (inImage && takesSecret(variable))
        report(assignment, `${instruction.keyword} ${assignment.name} takes a secret into the image`);
    }
  },
});
