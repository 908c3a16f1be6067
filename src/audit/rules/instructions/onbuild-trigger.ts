import { instructionRule } from '../../rule.js';

export const onbuildTrigger = instructionRule({
  id: 'onbuild-trigger',
  title: 'ONBUILD triggers what it may trigger',
  severity: 'medium',
  theme: 'instructions',
  rationale: 'The builder refuses ONBUILD, FROM and MAINTAINER as triggers.',
  remedy: 'Write such an instruction into the file that is built on this image.',
  example: 'ONBUILD COPY package.json ./',
  references: { hadolint: ['DL3043'] },
  keywords: ['ONBUILD'],
  checkInstruction(instruction, report) {
    const trigger = /^\s*(\S+)/.exec(instruction.text)?.[1]?.toUpperCase() ?? '';
    if (!instruction.onbuild && ['ONBUILD', 'FROM', 'MAINTAINER'].includes(trigger)) {
      report(instruction, `${trigger} cannot be a trigger`);
    }
  },
});
