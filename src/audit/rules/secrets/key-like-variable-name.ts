import { dockerfileRule } from '../../rule.js';
import { imageVariables, isHarmless, isSet } from './lib/image-variables.js';
import { namesSecret } from '../../../model/secret-name.js';

/** Words that BuildKit and Trivy mind; `GPG_KEY` and its like are fingerprints, which everybody may know. */
const WORDS = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token|usr|psw)(?:_|$)/i;

/** A switch of apt-key, whose value is known. */
const SWITCHES = new Set(['APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE']);

const CLIENTS = new Set(['AZURE_CLIENT_ID']);

export const keyLikeVariableName = dockerfileRule({
  id: 'key-like-variable-name',
  title: 'Variables of the image do not sound like credentials',
  severity: 'low',
  theme: 'secrets',
  rationale: 'A variable of such a name gets a credential one day, and the image keeps it.',
  remedy: 'Hand credentials over as files when the container starts; give what is none another name.',
  example: 'ENV CACHE_PREFIX=shop',
  references: { cis: ['4.10'], trivy: ['DS031'], dockle: ['CIS-DI-0010'], buildkit: ['SecretsUsedInArgOrEnv'] },
  check(dockerfile, report) {
    for (const variable of imageVariables(dockerfile)) {
      const { instruction, assignment, inImage, verdict } = variable;
      const { name } = assignment;
      if (!inImage || instruction.keyword === 'LABEL' || verdict || namesSecret(name) || !isSet(variable)) continue;
      if (SWITCHES.has(name)) continue;
      if (CLIENTS.has(name.toUpperCase()) || (WORDS.test(name) && !isHarmless(name))) {
        report(assignment, `${name} sounds like a credential`);
      }
    }
  },
});
