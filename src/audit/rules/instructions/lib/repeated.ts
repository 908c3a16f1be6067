import type { Dockerfile, Instruction } from '../../../../read/dockerfile/document.js';

/** Instructions of a kind behind the first of their stage. */
export function repeated(dockerfile: Dockerfile, keyword: string): Instruction[] {
  return dockerfile.stages.flatMap(({ instructions }) =>
    instructions.filter((instruction) => instruction.keyword === keyword && !instruction.onbuild).slice(1),
  );
}
