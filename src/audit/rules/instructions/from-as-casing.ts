import { instructionRule } from '../../rule.js';

export const fromAsCasing = instructionRule({
  id: 'from-as-casing',
  title: 'AS is written like FROM',
  severity: 'info',
  theme: 'instructions',
  rationale: 'Keywords in one case are easier to tell from names.',
  remedy: 'Write both in capitals.',
  example: 'FROM debian:12 AS build',
  references: { buildkit: ['FromAsCasing'] },
  keywords: ['FROM'],
  checkInstruction(instruction, report) {
    const [, as] = instruction.args;
    const from = /^\s*(\S+)/.exec(instruction.written)?.[1] ?? '';
    if (as?.raw.toLowerCase() !== 'as' || instruction.onbuild) return;
    const wanted = from === from.toLowerCase() ? 'as' : 'AS';
    if (as.raw !== wanted) report(instruction, `${as.raw} is written otherwise than ${from}`);
  },
});
