import type { Dockerfile, Instruction } from '../../../read/dockerfile/document.js';
import { plain } from '../../../read/dockerfile/script.js';
import { parseShell } from '../../../read/shell/parse.js';
import type { ShellCommand, ShellWord } from '../../../read/shell/script.js';

/** A command with the place of each of its words in the text of the file. */
export interface PlacedCommand {
  readonly command: ShellCommand;
  readonly line: number;
  /** Where it begins, with what is set for it and what wraps it. */
  readonly start: number;
  /** Where a word begins and ends. */
  readonly place: (word: ShellWord) => { readonly start: number; readonly end: number };
}

/**
 * The commands of a `RUN` whose words stand in the file as they are: those of `sh -c '…'` do not, for they are inside of
 * a word.
 */
export function placedCommands(run: Instruction, { source, escape }: Dockerfile): PlacedCommand[] {
  if (run.exec || !run.script) return [];
  return scripts(run, source.startOf.bind(source), escape).flatMap(({ text, start }) => {
    // The parser tells the line of a character by this function: here it tells the character itself.
    const { commands } = parseShell(text, (at) => at, run.variables);
    return commands
      .filter(({ args, line }) => args.every((word) => text.startsWith(word.raw, word.line)) && line < text.length)
      .map((command): PlacedCommand => {
        const place = (word: ShellWord) => ({ start: start + word.line, end: start + word.line + word.raw.length });
        return { command, line: source.lineAt(start + command.line), start: start + command.line, place };
      });
  });
}

function scripts(run: Instruction, startOf: (line: number) => number, escape: string) {
  const { text, start, heredocs } = run;
  const first = text.split('\n', 1)[0] ?? '';
  if (heredocs.length > 0 && /^(?:<<-?\s*["']?\w+["']?\s*)+$/.test(first)) {
    return heredocs.map(({ content, line }) => ({ text: content, start: startOf(line) }));
  }
  return heredocs.length > 0 ? [] : [{ text: plain(text, escape), start }];
}
