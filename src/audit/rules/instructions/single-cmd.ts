import { dockerfileRule } from '../../rule.js';
import { repeated } from './lib/repeated.js';

export const singleCmd = dockerfileRule({
  id: 'single-cmd',
  title: 'A stage has one CMD',
  severity: 'low',
  theme: 'instructions',
  rationale: 'Only the last one counts. The others mislead whoever reads the file, and whoever changes the wrong one.',
  remedy: 'Keep the last CMD of the stage. Of programs that should run together, make containers of their own.',
  example: 'CMD ["node", "server.js"]',
  references: {
    hadolint: ['DL4003'],
    kics: ['Multiple CMD Instructions Listed'],
    trivy: ['DS016'],
    buildkit: ['MultipleInstructionsDisallowed'],
  },
  check(dockerfile, report) {
    for (const instruction of repeated(dockerfile, 'CMD')) {
      report(instruction, 'the stage has a CMD already, which this one replaces');
    }
  },
});
