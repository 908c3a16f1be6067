import { dockerfileRule } from '../../rule.js';
import { healthchecksOf } from './lib/image-check.js';

export const singleHealthcheck = dockerfileRule({
  id: 'single-healthcheck',
  title: 'A stage has one HEALTHCHECK',
  severity: 'low',
  theme: 'healthcheck',
  rationale: 'Only the last one counts; what the others check is not checked.',
  remedy: 'Keep one, which checks all that has to be.',
  example: 'HEALTHCHECK CMD ["node", "health.js"]',
  references: { hadolint: ['DL3012'], trivy: ['DS023'], buildkit: ['MultipleInstructionsDisallowed'] },
  check(dockerfile, report) {
    for (const instruction of dockerfile.stages.flatMap((stage) => healthchecksOf(stage).slice(1))) {
      report(instruction, 'the stage has a HEALTHCHECK already, which this one replaces');
    }
  },
});
