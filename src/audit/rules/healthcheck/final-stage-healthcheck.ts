import { lastOf } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { hasHealthcheck } from './lib/image-check.js';

export const finalStageHealthcheck = dockerfileRule({
  id: 'final-stage-healthcheck',
  title: 'The last stage says how its health is checked',
  severity: 'low',
  theme: 'healthcheck',
  rationale: 'The HEALTHCHECK of another stage is not a part of the image.',
  remedy: 'Move the HEALTHCHECK to the last stage.',
  example: 'FROM node:24-slim\nCOPY --from=build /app /app\nHEALTHCHECK CMD ["node", "/app/health.js"]',
  references: {
    cis: ['4.6'],
    hadolint: ['DL3057'],
    kics: ['Healthcheck Instruction Missing'],
    dockle: ['CIS-DI-0006'],
  },
  check(dockerfile, report) {
    const { final } = dockerfile;
    if (!final?.from || !hasHealthcheck(dockerfile) || lastOf(final, 'HEALTHCHECK')) return;
    report(final.from, 'the last stage has no HEALTHCHECK, only another one has');
  },
});
