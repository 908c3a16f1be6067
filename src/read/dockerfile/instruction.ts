import type { SourceText } from '../text/source-text.js';
import type { Argument, Assignment, Flag, Heredoc } from './document.js';
import { ParsedInstruction } from './parsed-instruction.js';
import type { Reading, Surroundings } from './reading.js';
import type { Ast, AstProperty, Point, Range } from './split.js';
import { readScript } from './script.js';
import { expandVariables, unquote } from './variables.js';

/** Those whose arguments are one text, spaces and all. */
const WHOLE = new Set(['WORKDIR', 'USER', 'MAINTAINER', 'STOPSIGNAL']);
const ASSIGNING = new Set(['ARG', 'ENV', 'LABEL']);
/** Those whose arguments a shell or the program reads; the builder fills in nothing. */
const UNEXPANDED = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'SHELL']);
const HEREDOCS = new Set(['RUN', 'COPY', 'ADD']);
export const SCRIPTS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** An instruction as the rules see it; `ONBUILD` gives itself and its trigger. */
export function readInstruction(
  ast: Ast,
  reading: Reading,
  around: Surroundings,
  onbuild = false,
): ParsedInstruction[] {
  const keyword = ast.getKeyword();
  const read = readOne(ast, keyword, reading, around, onbuild);
  const trigger = keyword === 'ONBUILD' && !onbuild ? ast.getTriggerInstruction?.() : undefined;
  if (!trigger) return [read];
  return [read, ...readInstruction(trigger, reading, { ...around, index: around.index + 1 }, true)];
}

function readOne(
  ast: Ast,
  keyword: string,
  reading: Reading,
  around: Surroundings,
  onbuild: boolean,
): ParsedInstruction {
  const { source } = reading;
  const range = ast.getRange();
  const [line, endLine] = [range.start.line + 1, range.end.line + 1];
  const at = (position: Point) => source.startOf(position.line + 1) + position.character;
  const written = source.text.slice(at(range.start), at(range.end));
  const inside = ast.getArgumentsRange();
  const start = inside ? at(inside.start) : at(range.end);
  const text = inside ? source.text.slice(start, at(inside.end)) : '';
  const flags = (written.includes('--') ? (ast.getFlags?.() ?? []) : []).map((flag): Flag => ({
    name: flag.getName().toLowerCase(),
    value: flag.getValue() === null ? undefined : wholeFlag(flag, source, at),
    line: flag.getRange().start.line + 1,
  }));
  const heredocs = (HEREDOCS.has(keyword) && written.includes('<<') ? (ast.getHeredocs?.() ?? []) : []).map(
    (heredoc): Heredoc => {
      const content = heredoc.getContentRange();
      return {
        name: heredoc.getName(),
        content: content ? source.text.slice(at(content.start), at(content.end)) : '',
        line: (content ? content.start.line : range.start.line) + 1,
      };
    },
  );
  const json =
    SCRIPTS.has(keyword) || keyword === 'SHELL' || keyword === 'COPY' || keyword === 'ADD' || keyword === 'VOLUME';
  const exec = json ? jsonArray(text, reading.escape) : undefined;
  const args = exec
    ? exec.map((value) => argument(value, JSON.stringify(value), line, keyword, around))
    : readArguments(ast, keyword, text, line, around, heredocs.length > 0);
  const script = () => readScript({ keyword, text, start, exec, heredocs, line, endLine }, reading, around);
  return new ParsedInstruction(
    {
      file: reading.file,
      line,
      endLine,
      keyword,
      written,
      text,
      start,
      flags,
      args,
      exec: exec !== undefined,
      assignments: readAssignments(ast, keyword, text, (offset) => source.lineAt(start + offset), around),
      heredocs,
      onbuild,
      index: around.index,
      stage: around.stage,
      variables: around.variables,
      shell: around.shell,
    },
    SCRIPTS.has(keyword) ? script : undefined,
  );
}

/** Of `--mount=type=secret,id=a` the parser takes a part for the value. */
function wholeFlag(flag: { getRange(): Range }, source: SourceText, at: (position: Point) => number): string {
  const { start, end } = flag.getRange();
  const text = source.text.slice(at(start), at(end));
  return unquote(text.slice(text.indexOf('=') + 1));
}

/** The items of an exec form, or undefined where it is none: the builder then takes it for a shell's. */
function jsonArray(text: string, escape: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(oneLine(text, escape));
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Without continuation, and without the comments between continued lines. */
export function oneLine(text: string, escape: string): string {
  if (!text.includes('\n')) return text.trim();
  const lines = text.split('\n').filter((line, index) => index === 0 || !/^\s*(?:#|$)/.test(line));
  const end = escape === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  return lines
    .map((line) => line.replace(end, ''))
    .join('')
    .trim();
}

function readArguments(
  ast: Ast,
  keyword: string,
  text: string,
  line: number,
  around: Surroundings,
  hasHeredocs: boolean,
): Argument[] {
  // A shell's words are in the script.
  if (text === '' || keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT') return [];
  if (WHOLE.has(keyword)) return [argument(unquote(oneLine(text, '\\')), text, line, keyword, around)];
  const words = hasHeredocs ? [] : ast.getArguments();
  return words.map((word) =>
    argument(unquote(word.getValue()), word.getValue(), word.getRange().start.line + 1, keyword, around),
  );
}

function argument(value: string, raw: string, line: number, keyword: string, around: Surroundings): Argument {
  if (UNEXPANDED.has(keyword) || !value.includes('$')) return { raw, value, dynamic: false, line };
  return { raw, ...expandVariables(value, around.variables), line };
}

function readAssignments(
  ast: Ast,
  keyword: string,
  text: string,
  lineOf: (offset: number) => number,
  around: Surroundings,
): Assignment[] {
  if (!ASSIGNING.has(keyword)) return [];
  // The parser knows only one name after `ARG`; the builder takes several: `ARG A B=c`.
  if (keyword === 'ARG') return declarations(text, lineOf, around);
  return (ast.getProperties?.() ?? []).map((item) => assignment(item, around));
}

function declarations(text: string, lineOf: (offset: number) => number, around: Surroundings): Assignment[] {
  const words = /(?:[^\s"'\\]|\\[^\s]|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;
  return [...text.replace(/^\s*#.*$/gm, (comment) => ' '.repeat(comment.length)).matchAll(words)].map((match) => {
    const line = lineOf(match.index);
    // `ARG "A=b c"` is the same as `ARG A="b c"`.
    const word = /^["']\w+=/.test(match[0]) ? unquote(match[0]) : match[0];
    const equals = word.indexOf('=');
    if (equals < 0) return { name: word, value: undefined, legacy: false, line };
    const [name, raw] = [word.slice(0, equals), word.slice(equals + 1)];
    const value = unquote(raw);
    const expanded = raw.startsWith("'") ? { value, dynamic: false } : expandVariables(value, around.variables);
    return { name, value: { raw, ...expanded, line }, legacy: false, line };
  });
}

function assignment(item: AstProperty, around: Surroundings): Assignment {
  const line = item.getRange().start.line + 1;
  const value = item.getValue();
  const legacy = value !== null && item.getAssignmentOperator() === null;
  if (value === null) return { name: item.getName(), value: undefined, legacy: false, line };
  const raw = item.getUnescapedValue() ?? value;
  const single = raw.startsWith("'");
  const expanded = single ? { value, dynamic: false } : expandVariables(value, around.variables);
  return { name: item.getName(), value: { raw, ...expanded, line }, legacy, line };
}
