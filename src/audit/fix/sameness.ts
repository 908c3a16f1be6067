import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import { parseDockerfile } from '../../read/dockerfile/parse.js';
import { SourceText } from '../../read/text/source-text.js';
import { applyEdits, type Edit } from './edit.js';

/** Whether a Dockerfile has the same instructions after edits, but for those that the edits touch. */
export function sameInstructions(source: SourceText, edits: readonly Edit[]): boolean {
  const before = parseDockerfile(source);
  const after = parseDockerfile(new SourceText(source.path, applyEdits(source, edits)));
  if (before.instructions.length !== after.instructions.length) return false;
  return before.instructions.every((instruction, index) => {
    const from = source.startOf(instruction.line);
    const to = source.startOf(instruction.endLine) + source.line(instruction.endLine).length;
    if (edits.some(({ start, end }) => start <= to && end >= from)) return true;
    const other = after.instructions[index];
    return other?.keyword === instruction.keyword && other.text === instruction.text;
  });
}

/** Whether everything that a YAML file has said is still said after edits; lists and maps may have more. */
export function saysAsMuch(source: SourceText, edits: readonly Edit[]): boolean {
  const after = applyEdits(source, edits);
  return contains(valueOf(new SourceText(source.path, after).text), valueOf(source.text));
}

function valueOf(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', merge: true });
  if (document.errors.length > 0) return new Error('no proper YAML');
  return document.toJS({ maxAliasCount: -1 }) as unknown;
}

function contains(more: unknown, less: unknown): boolean {
  if (Array.isArray(less)) return Array.isArray(more) && isDeepStrictEqual(more.slice(0, less.length), less);
  if (typeof less !== 'object' || less === null) return isDeepStrictEqual(more, less);
  if (typeof more !== 'object' || more === null || less instanceof Error) return false;
  const there = new Map(Object.entries(more));
  return Object.entries(less).every(([key, value]) => there.has(key) && contains(there.get(key), value));
}
