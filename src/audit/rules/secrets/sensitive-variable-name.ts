import { dockerfileRule } from '../../rule.js';
import { imageVariables, isHarmless, isSet } from './lib/image-variables.js';
import { namesSecret } from '../../../model/secret-name.js';

/** Parts of names that hadolint minds, beyond those that say "secret" for certain. */
const SENSITIVE = /api_key|client_key|password|private|secret|token|username/i;

const ACCOUNTS = new Set([
  ...['APPLICATION_KEY', 'CI_DEPLOY_USER', 'DOCKER_EMAIL', 'FACEBOOK_APP_ID', 'HEROKU_API_USER', 'OKTA_AUTHN_GROUPID'],
  ...['OKTA_CLIENT_ORGURL', 'OKTA_OAUTH2_CLIENTID', 'STRIPE_DEVICE_NAME', 'TRAVIS_OS_NAME', 'TRAVIS_SUDO'],
]);

export const sensitiveVariableName = dockerfileRule({
  id: 'sensitive-variable-name',
  title: 'Accounts and private settings are not a part of the image',
  severity: 'info',
  theme: 'secrets',
  rationale: 'Names of accounts are half of a login, and an image with them is only good for one environment.',
  remedy: 'Hand them over when the container starts.',
  example: 'ENV DATABASE_HOST=database',
  references: { cis: ['4.10'], hadolint: ['DL3064'] },
  check(dockerfile, report) {
    for (const variable of imageVariables(dockerfile)) {
      const { instruction, assignment, verdict } = variable;
      const { name } = assignment;
      if (instruction.keyword === 'LABEL' || verdict || namesSecret(name) || !isSet(variable)) continue;
      if (ACCOUNTS.has(name.toUpperCase()) || (SENSITIVE.test(name) && !isHarmless(name))) {
        report(assignment, `${name} sounds like an account or something private`);
      }
    }
  },
});
