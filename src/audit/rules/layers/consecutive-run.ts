import type { Instruction } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';

/** More commands than this in one step, and its author has thought about where it ends. */
const FEW = 2;

export const consecutiveRun = dockerfileRule({
  id: 'consecutive-run',
  title: 'Short steps that follow each other are one step',
  severity: 'info',
  theme: 'layers',
  rationale: 'Every RUN is a layer. What one makes and the next deletes stays in the image.',
  remedy: 'Join them with &&, or in a heredoc.',
  example: 'RUN groupadd app \\\n && useradd --gid app app',
  references: { hadolint: ['DL3059'] },
  check(dockerfile, report) {
    for (const { instructions } of dockerfile.stages) {
      let before: Instruction | undefined;
      for (const instruction of instructions) {
        if (instruction.onbuild) continue;
        if (instruction.keyword !== 'RUN') {
          before = undefined;
        } else if (before && sameFlags(before, instruction) && isShort(before) && isShort(instruction)) {
          report(instruction, `the step in line ${before.line} could hold this one too`);
        } else {
          before = instruction;
        }
      }
    }
  },
});

function isShort({ script }: Instruction): boolean {
  return script !== undefined && script.commands.length <= FEW;
}

function sameFlags(one: Instruction, other: Instruction): boolean {
  const text = ({ flags }: Instruction) => flags.map(({ name, value }) => `${name}=${value ?? ''}`).join(' ');
  return text(one) === text(other);
}
