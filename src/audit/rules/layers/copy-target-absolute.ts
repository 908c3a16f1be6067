import { copied } from '../../../read/dockerfile/copy.js';
import { lastOf, type Stage } from '../../../read/dockerfile/document.js';
import { instructionRule } from '../../rule.js';
import { isAbsolute } from './lib/paths.js';

const WORKDIRS = new WeakMap<Stage, number>();

/** Index of the first WORKDIR of a stage; infinity where it has none. */
function firstWorkdir(stage: Stage): number {
  const known = WORKDIRS.get(stage);
  if (known !== undefined) return known;
  const first = stage.instructions.find(({ keyword, onbuild }) => keyword === 'WORKDIR' && !onbuild)?.index ?? Infinity;
  WORKDIRS.set(stage, first);
  return first;
}

export const copyTargetAbsolute = instructionRule({
  id: 'copy-target-absolute',
  title: 'Relative targets have a WORKDIR above them',
  severity: 'low',
  theme: 'layers',
  rationale: 'Without a WORKDIR of its own the file is put wherever the base image happens to work, the root in most.',
  remedy: 'Set WORKDIR first, or write the target from the root.',
  example: 'WORKDIR /app\nCOPY package.json ./',
  references: { hadolint: ['DL3045'] },
  keywords: ['COPY', 'ADD'],
  checkInstruction(instruction, report) {
    const { target } = copied(instruction);
    const { stage } = instruction;
    if (!target || !stage || instruction.onbuild || isAbsolute(target.raw) || isAbsolute(target.value)) return;
    if (firstWorkdir(stage) < instruction.index) return;
    if (stage.parent && lastOf(stage.parent, 'WORKDIR')) return;
    report(instruction, `where ${target.value} is depends on the base image`);
  },
});
