import { lastOf } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';

export const healthcheckTurnedOff = dockerfileRule({
  id: 'healthcheck-turned-off',
  title: 'The health check is not turned off',
  severity: 'info',
  theme: 'healthcheck',
  rationale: 'NONE takes away the check that the base image has, too.',
  remedy: 'Write a check of your own in its place.',
  example: 'HEALTHCHECK CMD ["node", "health.js"]',
  references: { cis: ['4.6'] },
  check(dockerfile, report) {
    const check = dockerfile.final && lastOf(dockerfile.final, 'HEALTHCHECK');
    if (check && /^NONE\s*$/i.test(check.text)) report(check, 'HEALTHCHECK NONE turns the check off');
  },
});
