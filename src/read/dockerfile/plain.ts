import type { ShellScript } from '../shell/script.js';
import type { Argument, Assignment, Flag } from './document.js';
import { readInstruction, SCRIPTS } from './instruction.js';
import type { Reading, Surroundings } from './reading.js';
import { ParsedInstruction } from './parsed-instruction.js';
import { isWindows } from './script.js';
import type { Ast, SplitInstruction } from './split.js';

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
  /** What it runs, by the shell that is in force; undefined for one that runs nothing. */
  readonly scripts: Map<string, { readonly script: ShellScript | undefined }> | undefined;
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
  known.set(key, { ...made, scripts: SCRIPTS.has(keyword) ? new Map() : undefined });
  return [read];
}

function shared(
  facts: Facts,
  { ast, line, text }: SplitInstruction,
  offset: number,
  reading: Reading,
  around: Surroundings,
): ParsedInstruction {
  return new ParsedInstruction(
    {
      file: reading.file,
      line: line + 1,
      endLine: facts.endLine,
      keyword: facts.keyword,
      written: text,
      text: facts.text,
      start: offset + facts.start,
      flags: facts.flags,
      args: facts.args,
      exec: facts.exec,
      assignments: facts.assignments,
      heredocs: NONE,
      onbuild: false,
      index: around.index,
      stage: around.stage,
      variables: around.variables,
      shell: around.shell,
    },
    // Without a name: to keep names, a compiler may make each of these functions slow.
    facts.scripts && (() => sharedScript(facts.scripts, ast, reading, around)),
  );
}

const NONE: readonly never[] = [];

function sharedScript(
  scripts: Facts['scripts'],
  ast: Ast,
  reading: Reading,
  around: Surroundings,
): ShellScript | undefined {
  const by = `${around.shell.join('\0')}\0${String(isWindows(around))}`;
  const before = scripts?.get(by);
  if (before) return before.script;
  const script = readInstruction(ast, reading, around)[0]?.script;
  scripts?.set(by, { script });
  return script;
}
