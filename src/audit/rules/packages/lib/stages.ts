import { inherited, type Dockerfile, type Instruction } from '../../../dockerfile/document.js';

/**
 * Whether what an instruction leaves behind ends up in the image that is built: it stands in the last stage, or in one
 * that the last stage continues (`FROM build`). Of a stage that is only copied from, nothing is left but what is copied.
 */
export function reachesImage(instruction: Instruction, { final }: Dockerfile): boolean {
  if (instruction.onbuild || !instruction.stage || !final) return true;
  for (let stage: typeof final | undefined = final; stage; stage = stage.parent) {
    if (stage === instruction.stage) return true;
  }
  return false;
}

/** The instructions before one, in its stage and those that it continues. */
export function earlier(instruction: Instruction): readonly Instruction[] {
  return instruction.stage ? inherited(instruction.stage).filter(({ index }) => index < instruction.index) : [];
}

/** Those behind it in the same stage. */
export function later(instruction: Instruction): readonly Instruction[] {
  return (instruction.stage?.instructions ?? []).filter(({ index }) => index > instruction.index);
}
