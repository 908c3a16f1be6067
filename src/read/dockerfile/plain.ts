import type { ShellScript } from '../shell/script.js';
import type { Argument, Assignment, Flag } from './document.js';
import { readInstruction, type Reading, type Surroundings } from './instruction.js';
import { ParsedInstruction } from './parsed-instruction.js';
import { isWindows } from './script.js';
import type { SplitInstruction } from './split.js';

/** What an instruction says wherever it stands at the same line, where no variable is in it. */
interface Facts {
  readonly keyword: string;
  readonly endLine: number;
  readonly text: string;
  /** Where `text` starts in the instruction. */
  readonly start: number;
  readonly flags: readonly Flag[];
  readonly args: readonly Argument[];
  readonly exec: boolean;
  readonly assignments: readonly Assignment[];
  /** What it runs, by the shell that is in force. */
  readonly scripts: Map<string, { readonly script: ShellScript | undefined }>;
}

/** How many instructions are kept, and how long they may be: those of the files of one platform. */
const MOST = 4_000;
const LONGEST = 2_000;
const known = new Map<string, Facts>();

/**
 * An instruction of a file that is split by its lines. The files of one platform say mostly the same at the same lines:
 * that is read once, and shared.
 */
export function readPlain(split: SplitInstruction, reading: Reading, around: Surroundings): ParsedInstruction[] {
  const { text, line } = split;
  if (text.includes('$') || text.length > LONGEST) return readInstruction(split.ast, reading, around);
  const key = `${line}\0${text}`;
  const offset = reading.source.startOf(line + 1);
  const facts = known.get(key);
  if (facts) return [shared(facts, split, offset, reading, around)];
  const [read] = readInstruction(split.ast, reading, around);
  if (!read) return [];
  if (known.size >= MOST) known.clear();
  const { keyword, endLine, flags, args, exec, assignments } = read;
  const made = { keyword, endLine, text: read.text, start: read.start - offset, flags, args, exec, assignments };
  known.set(key, { ...made, scripts: new Map() });
  return [read];
}

function shared(
  facts: Facts,
  { ast, line, text }: SplitInstruction,
  offset: number,
  reading: Reading,
  around: Surroundings,
): ParsedInstruction {
  const { stage, variables, shell, index } = around;
  const script = () => {
    const by = `${shell.join('\0')}\0${String(isWindows(around))}`;
    const before = facts.scripts.get(by);
    if (before) return before.script;
    const made = readInstruction(ast, reading, around)[0]?.script;
    facts.scripts.set(by, { script: made });
    return made;
  };
  const { keyword, endLine, flags, args, exec, assignments } = facts;
  return new ParsedInstruction(
    {
      ...{ file: reading.file, line: line + 1, endLine, keyword, written: text, text: facts.text },
      ...{ start: offset + facts.start, flags, args, exec, assignments, heredocs: [], onbuild: false },
      ...{ index, stage, variables, shell },
    },
    script,
  );
}
