import { instructionRule } from '../../rule.js';

export const stageNameCasing = instructionRule({
  id: 'stage-name-casing',
  title: 'Names of stages are in small letters',
  severity: 'info',
  theme: 'instructions',
  rationale: 'The builder compares them without looking at the case; two names that differ only there are one.',
  remedy: 'Write the name in small letters.',
  example: 'FROM debian:12 AS build',
  references: { buildkit: ['StageNameCasing'] },
  keywords: ['FROM'],
  checkInstruction(instruction, report) {
    const [, as, name] = instruction.args;
    if (as?.value.toLowerCase() === 'as' && name && !name.dynamic && name.value !== name.value.toLowerCase()) {
      report(instruction, `${name.value} has capitals`);
    }
  },
});
