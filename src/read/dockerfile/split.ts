import { DockerfileParser, type Instruction as AstInstruction } from 'dockerfile-ast';

/** A point of a file, counted from 0, as the library does. */
export interface Point {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Point;
  readonly end: Point;
}

/** What is asked of the library's instructions; their classes share no type for what some of them have. */
export interface Ast {
  getKeyword(): string;
  getRange(): Range;
  getArgumentsRange(): Range | null;
  getArguments(): AstArgument[];
  getFlags?(): AstFlag[];
  getHeredocs?(): { getName(): string; getContentRange(): Range | null }[];
  getProperties?(): AstProperty[];
  getTriggerInstruction?(): Ast | null;
}

interface AstArgument {
  getValue(): string;
  getRange(): Range;
}

interface AstFlag {
  getName(): string;
  getValue(): string | null;
  getRange(): Range;
}

export interface AstProperty {
  getName(): string;
  getValue(): string | null;
  getUnescapedValue(): string | null;
  getAssignmentOperator(): string | null;
  getRange(): Range;
}

export interface SplitInstruction {
  /** As it is written. */
  readonly text: string;
  /** Its first line, counted from 0. */
  readonly line: number;
  readonly ast: Ast;
}

export interface SplitDockerfile {
  readonly instructions: readonly SplitInstruction[];
  /** Comments by their line, counted from 0, without the `#`. */
  readonly comments: readonly { readonly line: number; readonly text: string }[];
}

/** What makes a file more than lines: other blanks, here-documents, another escape, ends of lines that need a close look. */
const INTRICATE = /[\r\t\f\v\0`\u00a0\ufeff\u2028\u2029]/;
const INTRICATE_TEXTS = ['<<', ' \n', '\\\\\n'];
const INTRICATE_ENDS = [' ', '\\\\'];

/** One test for each: of all in one expression each character would be looked at several times. */
function isIntricate(text: string): boolean {
  return (
    INTRICATE_TEXTS.some((part) => text.includes(part)) ||
    INTRICATE_ENDS.some((end) => text.endsWith(end)) ||
    INTRICATE.test(text)
  );
}

/**
 * Splits a Dockerfile of plain form into instructions, so that each text is read by the library once, wherever it stands:
 * the files of one platform have most of their instructions in common. A test holds it against the library.
 *
 * @returns undefined for a file of any other form
 */
export function splitDockerfile(text: string): SplitDockerfile | undefined {
  if (isIntricate(text)) return undefined;
  const lines = text.split('\n');
  const instructions: SplitInstruction[] = [];
  const comments: { line: number; text: string }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    if (line.startsWith('#')) {
      const comment = line.slice(1).replace(/^ +/, '');
      // Before the first instruction it may be a directive.
      if (comment === '' || (instructions.length === 0 && line.includes('='))) return undefined;
      comments.push({ line: at, text: comment });
      continue;
    }
    if (!/^[A-Z]+ [^ \\]/.test(line) || line.startsWith('ONBUILD')) return undefined;
    const start = at;
    while (lines[at]?.endsWith('\\')) {
      at++;
      if (!/^ *[^ #]/.test(lines[at] ?? '')) return undefined;
    }
    const written = lines.slice(start, at + 1).join('\n');
    const found = instruction(written);
    if (!found) return undefined;
    instructions.push({ text: written, line: start, ast: start === 0 ? found : new Moved(found, start) });
  }
  return { instructions, comments };
}

/** How many texts are kept, and how long they may be. */
const MOST = 2_000;
const LONGEST = 2_000;
const known = new Map<string, Ast | undefined>();

/** One instruction as the library reads it, at the first line of a file of its own. */
function instruction(text: string): Ast | undefined {
  if (known.has(text)) return known.get(text);
  const all: readonly AstInstruction[] = DockerfileParser.parse(text).getInstructions();
  const read = all.length === 1 ? (all[0] as unknown as Ast) : undefined;
  if (text.length > LONGEST) return read;
  if (known.size >= MOST) known.clear();
  known.set(text, read);
  return read;
}

/** An instruction some lines further down. */
class Moved implements Ast {
  public constructor(
    private readonly ast: Ast,
    private readonly by: number,
  ) {}

  public getKeyword(): string {
    return this.ast.getKeyword();
  }

  public getRange(): Range {
    return moved(this.ast.getRange(), this.by);
  }

  public getArgumentsRange(): Range | null {
    const range = this.ast.getArgumentsRange();
    return range && moved(range, this.by);
  }

  public getArguments(): AstArgument[] {
    return this.ast.getArguments().map((argument) => new MovedArgument(argument, this.by));
  }

  public getFlags(): AstFlag[] {
    return (this.ast.getFlags?.() ?? []).map((flag) => new MovedFlag(flag, this.by));
  }

  public getProperties(): AstProperty[] {
    return (this.ast.getProperties?.() ?? []).map((property) => new MovedProperty(property, this.by));
  }
}

class MovedPart<T extends { getRange(): Range }> {
  public constructor(
    protected readonly part: T,
    private readonly by: number,
  ) {}

  public getRange(): Range {
    return moved(this.part.getRange(), this.by);
  }
}

class MovedArgument extends MovedPart<AstArgument> implements AstArgument {
  public getValue(): string {
    return this.part.getValue();
  }
}

class MovedFlag extends MovedPart<AstFlag> implements AstFlag {
  public getName(): string {
    return this.part.getName();
  }

  public getValue(): string | null {
    return this.part.getValue();
  }
}

class MovedProperty extends MovedPart<AstProperty> implements AstProperty {
  public getName(): string {
    return this.part.getName();
  }

  public getValue(): string | null {
    return this.part.getValue();
  }

  public getUnescapedValue(): string | null {
    return this.part.getUnescapedValue();
  }

  public getAssignmentOperator(): string | null {
    return this.part.getAssignmentOperator();
  }
}

function moved({ start, end }: Range, by: number): Range {
  return {
    start: { line: start.line + by, character: start.character },
    end: { line: end.line + by, character: end.character },
  };
}
