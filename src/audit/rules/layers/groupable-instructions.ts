import { copied } from '../../../read/dockerfile/copy.js';
import type { Instruction } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';

/** KICS: steps, and copies to one place, on lines that follow each other, however long they are. */
export const groupableInstructions = dockerfileRule({
  id: 'groupable-instructions',
  title: 'What can be done in one layer of the image is',
  severity: 'info',
  theme: 'layers',
  rationale: 'Each of them is a layer to store and to fetch.',
  remedy: 'Join steps with &&, and name several sources in one COPY.',
  example: 'COPY package.json package-lock.json ./',
  references: { kics: ['Multiple RUN, ADD, COPY, Instructions Listed'] },
  check(dockerfile, report) {
    const instructions = dockerfile.final?.instructions.filter(({ onbuild }) => !onbuild) ?? [];
    for (const [index, instruction] of instructions.entries()) {
      const before = instructions[index - 1];
      if (!before || instruction.line - before.line !== 1 || !areAlike(before, instruction)) continue;
      report(instruction, `${instruction.keyword} could be one with the line above`);
    }
  },
});

function areAlike(one: Instruction, other: Instruction): boolean {
  const flags = (instruction: Instruction) =>
    instruction.flags.map(({ name, value }) => `${name}=${value ?? ''}`).join(' ');
  if (one.keyword !== other.keyword || flags(one) !== flags(other)) return false;
  if (one.keyword === 'RUN') return true;
  if (one.keyword !== 'COPY' && one.keyword !== 'ADD') return false;
  const [target, same] = [copied(one).target?.value, copied(other).target?.value];
  return target !== undefined && target === same;
}
