import { dockerfileRule } from '../../rule.js';

export const instructionOrder = dockerfileRule({
  id: 'instruction-order',
  title: 'Nothing but ARG stands before the first FROM',
  severity: 'medium',
  theme: 'instructions',
  rationale: 'There is no image yet that the instruction could change. The build fails.',
  remedy: 'Move it behind the FROM.',
  example: 'ARG VERSION=24\nFROM node:${VERSION}',
  references: { hadolint: ['DL3061'] },
  check(dockerfile, report) {
    if (!dockerfile.complete) return;
    for (const instruction of dockerfile.instructions) {
      if (instruction.keyword === 'FROM') return;
      if (instruction.keyword !== 'ARG') report(instruction, `${instruction.keyword} stands before the first FROM`);
    }
  },
});
