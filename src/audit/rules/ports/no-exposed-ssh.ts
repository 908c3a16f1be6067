import { instructionRule } from '../../rule.js';
import { exposedPorts } from './lib/exposed.js';

export const noExposedSsh = instructionRule({
  id: 'no-exposed-ssh',
  title: 'No container offers SSH',
  severity: 'medium',
  theme: 'ports',
  rationale:
    'A login service is one more way in, with keys and updates of its own, and nobody needs it: docker exec does the same.',
  remedy: 'Take the port away, and the server behind it.',
  example: 'EXPOSE 8080',
  references: { cis: ['5.7'], kics: ['Exposing Port 22 (SSH)'], trivy: ['DS004'], checkov: ['CKV_DOCKER_1'] },
  keywords: ['EXPOSE'],
  checkInstruction(instruction, report) {
    for (const { argument, from, to } of exposedPorts(instruction)) {
      if (from <= 22 && to >= 22) report(argument, `${argument.value} is the port of SSH`);
    }
  },
});
