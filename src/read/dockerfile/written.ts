import type { ShellCommand } from '../shell/script.js';
import { preceding, type Instruction } from './document.js';

/** Text that a build writes into a file, as far as the Dockerfile shows it. */
export interface WrittenText {
  /** Undefined where it is not known, or where the text goes through a program. */
  readonly path: string | undefined;
  readonly text: string;
  readonly line: number;
}

const written = new WeakMap<Instruction, readonly WrittenText[]>();

/** What `RUN echo … > file`, `printf … | tee file`, `cat > file <<EOF` and `COPY <<EOF file` write. */
export function writtenBy(instruction: Instruction): readonly WrittenText[] {
  const known = written.get(instruction);
  if (known) return known;
  const texts = readWritten(instruction);
  written.set(instruction, texts);
  return texts;
}

function readWritten(instruction: Instruction): WrittenText[] {
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
    const path = instruction.text.split('\n', 1)[0]?.trim().split(/\s+/).at(-1);
    return instruction.heredocs.map(({ content, line }) => ({ path, text: content, line }));
  }
  const commands = instruction.keyword === 'RUN' ? (instruction.script?.commands ?? []) : [];
  const own = commands.flatMap((command) => {
    const text = textOf(command);
    return text === undefined ? [] : [{ path: targetOf(command), text, line: command.line }];
  });
  // `RUN <<EOF cat > file` and what only the builder's reading of here-documents shows.
  const seen = own.map(({ text }) => text.trim());
  const rest = instruction.heredocs.filter(
    ({ content }) => commands.length === 0 && !seen.includes(content.trim()) && !content.startsWith('#!'),
  );
  return [...own, ...rest.map(({ content, line }) => ({ path: undefined, text: content, line }))];
}

/** What was written before an instruction in its stage and those that it continues; its own text too. */
export function writtenUntil(instruction: Instruction): WrittenText[] {
  return [...preceding(instruction), instruction].flatMap(writtenBy);
}

function textOf({ name, args, redirects }: ShellCommand): string | undefined {
  if (name === 'echo' || name === 'printf') {
    return args
      .map(({ value }) => value)
      .join(name === 'echo' ? ' ' : '\n')
      .replaceAll('\\n', '\n')
      .replaceAll('\\t', '\t');
  }
  if (name === 'cat' || name === 'tee') {
    const here = redirects.flatMap(({ content, operator, target }) =>
      content === undefined ? (operator === '<<<' && target ? [target.value] : []) : [content],
    );
    return here.length > 0 ? here.join('\n') : undefined;
  }
  return undefined;
}

/** The file that the output of a command ends up in. */
function targetOf(command: ShellCommand): string | undefined {
  const own = redirectedTo(command);
  if (own !== undefined) return own;
  if (command.name === 'tee') return fileOfTee(command);
  const behind = command.pipeline.slice(command.pipeline.indexOf(command) + 1);
  const tee = behind.find(({ name }) => name === 'tee');
  return tee ? fileOfTee(tee) : behind.map(redirectedTo).find((path) => path !== undefined);
}

function redirectedTo({ redirects }: ShellCommand): string | undefined {
  return redirects.find(({ operator, target }) => /^(?:&|1)?>{1,2}\|?$/.test(operator) && target)?.target?.value;
}

function fileOfTee({ args }: ShellCommand): string | undefined {
  return args.find(({ value }) => !value.startsWith('-'))?.value;
}
