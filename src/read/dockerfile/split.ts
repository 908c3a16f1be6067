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
  getArguments(): { getValue(): string; getRange(): Range }[];
  getFlags?(): { getName(): string; getValue(): string | null; getRange(): Range }[];
  getHeredocs?(): { getName(): string; getContentRange(): Range | null }[];
  getProperties?(): AstProperty[];
  getTriggerInstruction?(): Ast | null;
}

export interface AstProperty {
  getName(): string;
  getValue(): string | null;
  getUnescapedValue(): string | null;
  getAssignmentOperator(): string | null;
  getRange(): Range;
}

export interface SplitDockerfile {
  readonly instructions: readonly Ast[];
  /** Comments by their line, counted from 0, without the `#`. */
  readonly comments: readonly { readonly line: number; readonly text: string }[];
}

/** What makes a file more than lines: other blanks, here-documents, another escape, ends of lines that need a close look. */
const INTRICATE = /[\r\t\f\v\0`\u00a0\ufeff\u2028\u2029]|<<| $|\\\\$/m;

/**
 * Splits a Dockerfile of plain form into instructions, so that each text is read by the library once, wherever it stands:
 * the files of one platform have most of their instructions in common. A test holds it against the library.
 *
 * @returns undefined for a file of any other form
 */
export function splitDockerfile(text: string): SplitDockerfile | undefined {
  if (INTRICATE.test(text)) return undefined;
  const lines = text.split('\n');
  const instructions: Ast[] = [];
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
    const found = instruction(lines.slice(start, at + 1).join('\n'));
    if (!found) return undefined;
    instructions.push(start === 0 ? found : new Moved(found, start));
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
  public readonly getFlags?: NonNullable<Ast['getFlags']>;
  public readonly getProperties?: NonNullable<Ast['getProperties']>;

  public constructor(
    private readonly ast: Ast,
    private readonly by: number,
  ) {
    if (ast.getFlags)
      this.getFlags = () =>
        (ast.getFlags?.() ?? []).map((flag) =>
          this.#moved(flag, {
            getName: () => flag.getName(),
            getValue: () => flag.getValue(),
          }),
        );
    if (ast.getProperties)
      this.getProperties = () =>
        (ast.getProperties?.() ?? []).map((property) =>
          this.#moved(property, {
            getName: () => property.getName(),
            getValue: () => property.getValue(),
            getUnescapedValue: () => property.getUnescapedValue(),
            getAssignmentOperator: () => property.getAssignmentOperator(),
          }),
        );
  }

  public getKeyword(): string {
    return this.ast.getKeyword();
  }

  public getRange(): Range {
    return this.#range(this.ast.getRange());
  }

  public getArgumentsRange(): Range | null {
    const range = this.ast.getArgumentsRange();
    return range && this.#range(range);
  }

  public getArguments(): { getValue(): string; getRange(): Range }[] {
    return this.ast.getArguments().map((argument) => this.#moved(argument, { getValue: () => argument.getValue() }));
  }

  #moved<T extends object>(part: { getRange(): Range }, rest: T): T & { getRange(): Range } {
    return { ...rest, getRange: () => this.#range(part.getRange()) };
  }

  #range({ start, end }: Range): Range {
    return { start: this.#point(start), end: this.#point(end) };
  }

  #point({ line, character }: Point): Point {
    return { line: line + this.by, character };
  }
}
