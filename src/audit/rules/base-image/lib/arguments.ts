import { variablesIn } from '../../../../read/dockerfile/variables.js';
import type { Dockerfile, Instruction } from '../../../../read/dockerfile/document.js';

/** Arguments that the builder gives without a declaration in `FROM`. */
export const PREDEFINED: ReadonlySet<string> = new Set(
  ['BUILD', 'TARGET'].flatMap((side) =>
    ['PLATFORM', 'OS', 'ARCH', 'VARIANT', 'OSVERSION', 'STAGE'].map((part) => side + part),
  ),
);

/** Arguments declared before the first `FROM`, and whether they have a default. */
export function argumentsBeforeFrom(dockerfile: Dockerfile): ReadonlyMap<string, boolean> {
  const declared = new Map([...PREDEFINED].map((name) => [name, true]));
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === 'FROM') break;
    for (const { name, value } of instruction.assignments)
      declared.set(name, value !== undefined && value.value !== '');
  }
  return declared;
}

/**
 * The variables of a `FROM`.
 *
 * @param imageOnly whether those of `--platform` are left out
 */
export function argumentsOf(
  from: Instruction,
  imageOnly = false,
): { readonly name: string; readonly hasDefault: boolean }[] {
  const flags = imageOnly ? [] : from.flags.flatMap(({ value }) => value ?? []);
  return [...flags, from.args[0]?.raw ?? ''].flatMap((text) =>
    variablesIn(text).map(({ name, operator }) => ({ name, hasDefault: /[-+]$/.test(operator) })),
  );
}
