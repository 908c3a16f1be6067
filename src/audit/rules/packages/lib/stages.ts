import { isOfImage, type Dockerfile, type Instruction } from '../../../../read/dockerfile/document.js';

/**
 * Whether what an instruction leaves behind ends up in the image that is built: it stands in the last stage, or in one
 * that the last stage continues (`FROM build`). Of a stage that is only copied from, nothing is left but what is copied.
 */
export function reachesImage(instruction: Instruction, dockerfile: Dockerfile): boolean {
  return instruction.onbuild || !instruction.stage || !dockerfile.final || isOfImage(instruction.stage, dockerfile);
}

export { following as later, preceding as earlier } from '../../../../read/dockerfile/document.js';
