import type { Dockerfile, Instruction } from '../../../../read/dockerfile/document.js';

/** `CMD` and `ENTRYPOINT` that a shell reads, of the last stage or of the others. */
export function shellForms(dockerfile: Dockerfile, final: boolean): Instruction[] {
  return dockerfile.instructions.filter(
    ({ keyword, exec, text, onbuild, stage }) =>
      (keyword === 'CMD' || keyword === 'ENTRYPOINT') &&
      !exec &&
      text.trim() !== '' &&
      !onbuild &&
      (stage?.final ?? false) === final,
  );
}

export function shellFormMessage({ keyword, text }: Instruction): string {
  if (text.startsWith('['))
    return `${keyword} is no valid JSON array, so a shell reads it${text.includes("'") ? ': the quotes have to be double ones' : ''}`;
  return `${keyword} is read by a shell, which gets the signals in place of the program`;
}
