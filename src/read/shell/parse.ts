import {
  forEachChild,
  parse,
  type Assignment,
  type Command,
  type Redirection,
  type SyntaxNode,
  type Word,
} from 'unbash';
import type { ShellAssignment, ShellCommand, ShellPipe, ShellRedirect, ShellScript, ShellWord } from './script.js';
import { onceForText } from '../../model/once.js';
import type { KnownVariables } from '../text/variables.js';
import { expandWord } from './word.js';
import { nestedScript, unwrap } from './wrappers.js';

/** How deep scripts in scripts (`sh -c "sh -c …"`) and substitutions are followed. */
const DEPTH = 8;
/** How deep the parser's tree is followed: each group, loop or list in another is two or three levels. */
const LEVELS = 128;

/** The same commands stand in most Dockerfiles of a platform. */
const parseText = onceForText(parse, 2_000);

interface Surroundings {
  readonly conditional: boolean;
  readonly substituted: boolean;
  readonly depth: number;
  /** Shared by what one shell runs. */
  readonly shell: { readonly name: string | undefined; pipefail: boolean };
  readonly lineOf: (offset: number) => number;
  /** Those of the group, loop or condition around it. */
  readonly redirects: readonly ShellRedirect[];
}

interface Mutable {
  commands: ShellCommand[];
  assignments: ShellAssignment[];
  pipes: ShellPipe[];
  /** What the script has set, over what is known from outside; undefined for what is not certain. */
  known: KnownVariables & { set(name: string, value: string | undefined): void };
  pipefail: boolean | undefined;
  level: number;
}

/**
 * Reads a script. Never throws: of what is not a script, it gives what can be read.
 *
 * @param lineOf the line of a character of `text`
 * @param known values of variables from outside: `ARG` and `ENV`
 */
export function parseShell(
  text: string,
  lineOf: (offset: number) => number,
  known: KnownVariables = new Map(),
): ShellScript {
  const out = empty(known);
  readScript(text, outermost(lineOf), out);
  return result(out);
}

/** A command that is given as words already: the exec form of `RUN` and `CMD`. */
export function execForm(argv: readonly string[], line: number, endLine: number): ShellScript {
  const out = empty(new Map());
  const words = argv.map((value): ShellWord => ({ raw: value, value, dynamic: false, line }));
  addCommand(
    words,
    { assignments: [], redirects: [], line, endLine, pipeline: [] },
    outermost(() => line),
    out,
  );
  return result(out);
}

function empty(outer: KnownVariables): Mutable {
  const own = new Map<string, string | undefined>();
  const known = {
    get: (name: string) => (own.has(name) ? own.get(name) : outer.get(name)),
    set: (name: string, value: string | undefined) => void own.set(name, value),
  };
  return { commands: [], assignments: [], pipes: [], known, pipefail: undefined, level: 0 };
}

function outermost(lineOf: (offset: number) => number): Surroundings {
  const shell = { name: undefined, pipefail: false };
  return { conditional: false, substituted: false, depth: 0, shell, lineOf, redirects: [] };
}

function result({ commands, assignments, pipes, pipefail }: Mutable): ShellScript {
  return { commands, assignments, pipes, pipefail: pipefail ?? false };
}

function readScript(text: string, around: Surroundings, out: Mutable): void {
  if (around.depth > DEPTH) return;
  visit(parseText(text), around, out, undefined);
}

function visit(node: SyntaxNode, around: Surroundings, out: Mutable, pipeline: ShellCommand[] | undefined): void {
  if (out.level >= LEVELS) return;
  out.level++;
  visitOne(node, around, out, pipeline);
  out.level--;
}

function visitOne(node: SyntaxNode, around: Surroundings, out: Mutable, pipeline: ShellCommand[] | undefined): void {
  // What is not named here only holds others: a list, a group, a word.
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check
  switch (node.type) {
    case 'Command':
      readCommand(node, around, out, pipeline ?? []);
      return;
    case 'Pipeline': {
      // Commands of one pipeline share this list, so that each can see its neighbours.
      const shared: ShellCommand[] = [];
      if (node.commands.length > 1) {
        out.pipes.push({
          line: around.lineOf(node.pos),
          pipefail: around.shell.pipefail,
          shell: around.shell.name,
          commands: shared,
        });
      }
      for (const command of node.commands) visit(command, around, out, shared);
      if (node.commands.length > 1) out.pipefail ??= false;
      return;
    }
    case 'AndOr':
      for (const [index, command] of node.commands.entries()) {
        const conditional = around.conditional || node.operators[index - 1] === '||';
        visit(command, { ...around, conditional }, out, undefined);
      }
      return;
    case 'If':
    case 'For':
    case 'ArithmeticFor':
    case 'Select':
    case 'While':
    case 'Case':
    case 'Function':
      forEachChild(node, (child) => {
        visit(child, { ...around, conditional: true }, out, undefined);
      });
      return;
    case 'Redirected': {
      // `{ …; } > file`: every command in it writes there.
      const redirects = node.redirects.map((item) => readRedirect(item, wordReader(around, out)));
      visit(node.command, { ...around, redirects: [...redirects, ...around.redirects] }, out, pipeline);
      return;
    }
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      if (around.depth < DEPTH && node.script) {
        visit(node.script, { ...around, substituted: true, depth: around.depth + 1, redirects: [] }, out, undefined);
      }
      return;
    default:
      forEachChild(node, (child) => {
        visit(child, around, out, pipeline);
      });
  }
}

function readCommand(node: Command, around: Surroundings, out: Mutable, pipeline: ShellCommand[]): void {
  const word = wordReader(around, out);
  const assignments = node.prefix.filter((item): item is Assignment => item.type === 'Assignment');
  const set = assignments.flatMap((item): ShellAssignment[] =>
    item.value.type === 'Word' ? [{ name: item.name, value: word(item.value), line: around.lineOf(item.pos) }] : [],
  );
  const words = node.name ? [word(node.name)] : [];
  for (const item of node.suffix) {
    if (item.type === 'Word') words.push(word(item));
    // `export A=b`, and anything else that looks like an assignment but is an argument: `env A=b`.
    else if (item.type === 'Assignment') words.push(assignmentWord(item, word, around));
  }
  const redirects = [...node.redirects.map((item) => readRedirect(item, word)), ...around.redirects];
  if (words.length === 0) {
    out.assignments.push(...set);
    for (const { name, value } of set) remember(out, name, value, around);
  } else {
    const [line, endLine] = [around.lineOf(node.pos), around.lineOf(Math.max(node.pos, node.end - 1))];
    addCommand(words, { assignments: set, redirects, line, endLine, pipeline }, around, out);
    readHeredocs(node.redirects, words, around, out);
  }
  // Substitutions in the words: `curl $(curl …)`.
  for (const item of [...node.prefix, ...(node.name ? [node.name] : []), ...node.suffix]) {
    if (/[$`<>]/.test('text' in item ? item.text : '$')) {
      forEachChild(item, (child) => {
        visit(child, around, out, undefined);
      });
    }
  }
}

function wordReader(around: Surroundings, out: Mutable): (item: Word) => ShellWord {
  return (item) => ({ ...expandWord(item, out.known), raw: item.text, line: around.lineOf(item.pos) });
}

function assignmentWord(item: Assignment, word: (item: Word) => ShellWord, around: Surroundings): ShellWord {
  const line = around.lineOf(item.pos);
  if (item.value.type !== 'Word') return { raw: item.text, value: item.text, dynamic: true, line };
  const { value, dynamic } = word(item.value);
  return { raw: item.text, value: `${item.name}${item.append ? '+' : ''}=${value}`, dynamic, line };
}

function readRedirect(item: Redirection, word: (item: Word) => ShellWord): ShellRedirect {
  if (item.type === 'HereDoc') return { operator: item.operator, target: undefined, content: item.body.text };
  return { operator: item.operator, target: item.target ? word(item.target) : undefined };
}

/** `bash <<EOF`: what stands in the document is executed. */
function readHeredocs(
  redirects: readonly Redirection[],
  words: readonly ShellWord[],
  around: Surroundings,
  out: Mutable,
): void {
  const name = words[0]?.value.replace(/^.*\//, '') ?? '';
  if (!/^(?:ba|da|a|z|k)?sh$/.test(name)) return;
  for (const item of redirects) {
    if (item.type !== 'HereDoc') continue;
    const { pos, text } = item.body;
    const shell = { name, pipefail: words.some(({ value }) => value === 'pipefail') };
    readScript(text, { ...around, depth: around.depth + 1, shell, lineOf: (at) => around.lineOf(pos + at) }, out);
  }
}

interface CommandParts {
  readonly assignments: readonly ShellAssignment[];
  readonly redirects: readonly ShellRedirect[];
  readonly line: number;
  readonly endLine: number;
  readonly pipeline: ShellCommand[];
}

function addCommand(words: readonly ShellWord[], parts: CommandParts, around: Surroundings, out: Mutable): void {
  const { via, assignments, rest } = unwrap(words);
  const [name, ...args] = rest;
  const { conditional, substituted } = around;
  const command: ShellCommand = {
    ...parts,
    name: baseName(name?.value ?? ''),
    via,
    args,
    assignments: [...parts.assignments, ...assignments],
    conditional,
    substituted,
  };
  parts.pipeline.push(command);
  out.commands.push(command);
  if (command.name === 'export' || command.name === 'readonly' || command.name === 'local') {
    for (const arg of args) {
      const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(arg.value);
      if (!match?.[1]) continue;
      const value = { ...arg, value: match[2] ?? '' };
      out.assignments.push({ name: match[1], value, line: arg.line });
      remember(out, match[1], value, around);
    }
  }
  if (command.name === 'set' && setsPipefail(args)) {
    out.pipefail ??= true;
    around.shell.pipefail = true;
  }
  const script = nestedScript(command);
  // Offsets inside of a quoted script are not those of the file; its lines are those of the word.
  if (script) {
    const shell = command.name === 'eval' ? around.shell : { name: command.name, pipefail: script.pipefail };
    const nested = { ...around, depth: around.depth + 1, shell, lineOf: () => script.line };
    if (script.pipefail) out.pipefail ??= true;
    readScript(script.value, nested, out);
  }
}

/** Name without its folder; of what ends with `/`, all of it. */
function baseName(path: string): string {
  return path.endsWith('/') ? path : path.slice(path.lastIndexOf('/') + 1);
}

/** A variable keeps its value only where it is certain. */
function remember(out: Mutable, name: string, value: ShellWord, around: Surroundings): void {
  const certain = !around.conditional && !around.substituted && !value.dynamic;
  out.known.set(name, certain ? value.value : undefined);
}

function setsPipefail(args: readonly ShellWord[]): boolean {
  return args.some(({ value }, index) => /^-[a-zA-Z]*o$/.test(value) && args[index + 1]?.value === 'pipefail');
}
