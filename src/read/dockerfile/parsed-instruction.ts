import type { ShellScript } from '../shell/script.js';
import type { Argument, Assignment, Flag, Heredoc, Instruction, Stage } from './document.js';
import type { Variables } from './scope.js';

type Fields = Omit<Instruction, 'script'>;

/**
 * An instruction whose script is read where a rule looks at it, and once. A class: V8 keeps an
 * object literal with a getter as a dictionary, and rules look at little else than at instructions.
 */
export class ParsedInstruction implements Instruction {
  public readonly file: string;
  public readonly line: number;
  public readonly endLine: number;
  public readonly keyword: string;
  public readonly written: string;
  public readonly text: string;
  public readonly start: number;
  public readonly flags: readonly Flag[];
  public readonly args: readonly Argument[];
  public readonly exec: boolean;
  public readonly assignments: readonly Assignment[];
  public readonly heredocs: readonly Heredoc[];
  public readonly onbuild: boolean;
  public readonly index: number;
  public readonly stage: Stage | undefined;
  public readonly variables: Variables;
  public readonly shell: readonly string[];
  #script: ShellScript | undefined;
  #read: (() => ShellScript | undefined) | undefined;

  public constructor(fields: Fields, read?: () => ShellScript | undefined) {
    this.file = fields.file;
    this.line = fields.line;
    this.endLine = fields.endLine;
    this.keyword = fields.keyword;
    this.written = fields.written;
    this.text = fields.text;
    this.start = fields.start;
    this.flags = fields.flags;
    this.args = fields.args;
    this.exec = fields.exec;
    this.assignments = fields.assignments;
    this.heredocs = fields.heredocs;
    this.onbuild = fields.onbuild;
    this.index = fields.index;
    this.stage = fields.stage;
    this.variables = fields.variables;
    this.shell = fields.shell;
    this.#read = read;
  }

  public get script(): ShellScript | undefined {
    const read = this.#read;
    this.#read = undefined;
    if (read) this.#script = read();
    return this.#script;
  }

  /** The same in another stage. */
  public within(stage: Stage): ParsedInstruction {
    return new ParsedInstruction({ ...(this as Fields), stage }, this.#read);
  }
}
