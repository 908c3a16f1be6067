import { instructionRule } from '../../rule.js';

export const reservedStageName = instructionRule({
  id: 'reserved-stage-name',
  title: 'No stage is called scratch or context',
  severity: 'low',
  theme: 'instructions',
  rationale:
    'The builder has these names for the empty image and the build context; a stage of that name cannot be reached.',
  remedy: 'Give the stage another name.',
  example: 'FROM debian:12 AS build',
  references: { buildkit: ['ReservedStageName'] },
  keywords: ['FROM'],
  checkInstruction(instruction, report) {
    const [, as, name] = instruction.args;
    if (as?.value.toLowerCase() === 'as' && name && /^(?:scratch|context)$/i.test(name.value)) {
      report(instruction, `${name.value} is a name of the builder's own`);
    }
  },
});
