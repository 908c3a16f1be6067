import { dockerfileRule } from '../../rule.js';
import { repeated } from './lib/repeated.js';

export const singleEntrypoint = dockerfileRule({
  id: 'single-entrypoint',
  title: 'A stage has one ENTRYPOINT',
  severity: 'low',
  theme: 'instructions',
  rationale: 'Only the last one counts. The others mislead whoever reads the file, and whoever changes the wrong one.',
  remedy: 'Keep the last ENTRYPOINT of the stage. Of programs that should run together, make containers of their own.',
  example: 'ENTRYPOINT ["/usr/local/bin/app"]',
  references: {
    hadolint: ['DL4004'],
    kics: ['Multiple ENTRYPOINT Instructions Listed'],
    trivy: ['DS007'],
    buildkit: ['MultipleInstructionsDisallowed'],
  },
  check(dockerfile, report) {
    for (const instruction of repeated(dockerfile, 'ENTRYPOINT')) {
      report(instruction, 'the stage has a ENTRYPOINT already, which this one replaces');
    }
  },
});
