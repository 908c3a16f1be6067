import type { Instruction } from '../../../../read/dockerfile/document.js';

/** Instructions in which the builder itself fills in variables. */
const EXPANDED = new Set(['ADD', 'ARG', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

const VARIABLE = /\\.|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(:?[-+?])?[^}]*\})/g;
/** Where no brace closes any more, nothing needs to look for one. */
const PLAIN = /\\.|\$([A-Za-z_]\w*)/g;

/** Variables that an instruction needs; those with a default of their own do without. */
export function usedVariables(instruction: Instruction): { readonly name: string; readonly line: number }[] {
  if (!EXPANDED.has(instruction.keyword) || instruction.onbuild) return [];
  const { assignments, args, flags, keyword } = instruction;
  const values = ['ARG', 'ENV', 'LABEL'].includes(keyword) ? assignments.flatMap(({ value }) => value ?? []) : args;
  const texts = [
    ...values.map(({ raw, line }) => ({ text: raw, line })),
    ...flags.map(({ value, line }) => ({ text: value ?? '', line })),
  ];
  return texts.flatMap(({ text, line }) => {
    if (text.startsWith("'") || !text.includes('$')) return [];
    const close = text.lastIndexOf('}') + 1;
    const found = [...text.slice(0, close).matchAll(VARIABLE), ...text.slice(close).matchAll(PLAIN)];
    return found.flatMap(([, plain, braced, operator]) => {
      const name = plain ?? (operator === undefined ? braced : undefined);
      return name === undefined ? [] : [{ name, line }];
    });
  });
}
