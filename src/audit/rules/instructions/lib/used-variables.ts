import type { Instruction } from '../../../../read/dockerfile/document.js';
import { variablesIn } from '../../../../read/dockerfile/variables.js';

/** Instructions in which the builder itself fills in variables. */
const EXPANDED = new Set(['ADD', 'ARG', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

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
    return variablesIn(text).flatMap(({ name, operator }) => (/[-+?]$/.test(operator) ? [] : [{ name, line }]));
  });
}
