import { copied } from '../../../../read/dockerfile/copy.js';
import type { Dockerfile, Instruction } from '../../../../read/dockerfile/document.js';
import type { RuleContext } from '../../../rule.js';

/** Instructions that copy everything that is in the build context. */
export function wholeCopies(dockerfile: Dockerfile): Instruction[] {
  return dockerfile.instructions.filter((instruction) => {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return false;
    const { sources, from } = copied(instruction);
    return from === undefined && sources.some(({ value }) => /^(?:\.?\/?|\.?\/?\*)$/.test(value));
  });
}

/** The first of them, where an ignore file is there to decide what it copies. */
export function wholeCopyWithIgnoreFile(
  dockerfile: Dockerfile,
  context: RuleContext,
): { readonly copy: Instruction; readonly text: string; readonly path: string } | undefined {
  const [copy] = wholeCopies(dockerfile);
  const file = copy && context.ignoreFileOf(dockerfile);
  return copy && file ? { copy, ...file } : undefined;
}
