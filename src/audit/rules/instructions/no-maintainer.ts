import { instructionRule } from '../../rule.js';

export const noMaintainer = instructionRule({
  id: 'no-maintainer',
  title: 'Authors are named in a label',
  severity: 'info',
  theme: 'instructions',
  rationale: 'MAINTAINER was given up in 2017. Tools that read labels do not see it.',
  remedy: 'Write a label instead.',
  example: 'LABEL org.opencontainers.image.authors="team@example.org"',
  references: {
    hadolint: ['DL4000'],
    kics: ['MAINTAINER Instruction Being Used'],
    trivy: ['DS022'],
    checkov: ['CKV_DOCKER_6'],
    buildkit: ['MaintainerDeprecated'],
  },
  keywords: ['MAINTAINER'],
  checkInstruction(instruction, report) {
    if (!instruction.onbuild) report(instruction, 'MAINTAINER is deprecated');
  },
});
