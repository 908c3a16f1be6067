import type { Assignment, Instruction, Stage } from './document.js';
import { readImageReference } from './image-reference.js';
import type { Surroundings } from './instruction.js';
import { unquote } from './variables.js';

interface Open extends Stage {
  readonly instructions: Instruction[];
  needed: boolean;
  final: boolean;
  endLine: number;
}

type Variables = Readonly<Record<string, string>>;

const SH = ['/bin/sh', '-c'];

/** Puts instructions into stages, and knows at each point which variables and which shell are in force. */
export class StageReader {
  readonly #stages: Open[] = [];
  readonly #instructions: Instruction[] = [];
  /** `ENV` and `SHELL` at the end of each stage: what a later `FROM` of it continues with. */
  readonly #ends = new Map<Stage, { readonly env: Variables; readonly shell: readonly string[] }>();
  #globals: Variables = {};
  #args: Variables = {};
  #env: Variables = {};
  #shell: readonly string[] = SH;

  public constructor(file: string, complete: boolean) {
    if (!complete) this.#open(undefined, { file, line: 1, endLine: 1 });
  }

  public surroundings(keyword: string): Surroundings {
    const stage = keyword === 'FROM' ? undefined : this.#stages.at(-1);
    const variables = stage ? { ...this.#args, ...this.#env } : this.#globals;
    return { stage, variables, shell: stage ? this.#shell : SH, index: this.#instructions.length };
  }

  public add(instruction: Instruction): void {
    if (instruction.keyword === 'FROM' && !instruction.onbuild) {
      this.#end();
      const stage = this.#open(instruction, instruction);
      this.#instructions.push({ ...instruction, stage });
      return;
    }
    this.#instructions.push(instruction);
    const stage = this.#stages.at(-1);
    if (stage) {
      stage.instructions.push(instruction);
      stage.endLine = instruction.endLine;
    }
    if (instruction.onbuild) return;
    if (instruction.keyword === 'ARG') this.#arg(instruction.assignments, stage !== undefined);
    if (instruction.keyword === 'ENV') {
      const env = { ...this.#env };
      for (const { name, value } of instruction.assignments) {
        if (value && !value.dynamic) env[name] = value.value;
        else Reflect.deleteProperty(env, name);
      }
      this.#env = env;
    }
    if (instruction.keyword === 'SHELL' && instruction.exec) this.#shell = instruction.args.map(({ value }) => value);
  }

  public finish(): {
    readonly instructions: readonly Instruction[];
    readonly stages: readonly Stage[];
    readonly final: Stage | undefined;
  } {
    this.#end();
    const final = this.#stages.at(-1);
    if (final) {
      final.final = true;
      this.#need(final);
    }
    return { instructions: this.#instructions, stages: this.#stages, final };
  }

  #arg(assignments: readonly Assignment[], inStage: boolean): void {
    const args = { ...(inStage ? this.#args : this.#globals) };
    for (const { name, value } of assignments) {
      const known = value ? (value.dynamic ? undefined : value.value) : inStage ? this.#globals[name] : undefined;
      if (known === undefined) Reflect.deleteProperty(args, name);
      else args[name] = known;
    }
    if (inStage) this.#args = args;
    else this.#globals = args;
  }

  #open(from: Instruction | undefined, place: { file: string; line: number; endLine: number }): Open {
    const [image, as, name] = from?.args ?? [];
    const parent = image && this.#named(image.value);
    const stage: Open = {
      file: place.file,
      line: place.line,
      endLine: place.endLine,
      index: this.#stages.length,
      name: as?.value.toLowerCase() === 'as' && name ? name.value.toLowerCase() : undefined,
      from,
      image: image && readImageReference(unquote(image.value), image.dynamic),
      parent,
      instructions: [],
      final: false,
      needed: false,
    };
    this.#stages.push(stage);
    const end = parent && this.#ends.get(parent);
    this.#args = {};
    this.#env = end?.env ?? {};
    this.#shell = end?.shell ?? SH;
    return stage;
  }

  #end(): void {
    const stage = this.#stages.at(-1);
    if (stage) this.#ends.set(stage, { env: this.#env, shell: this.#shell });
  }

  #named(name: string): Open | undefined {
    return this.#stages.findLast((stage) => stage.name !== undefined && stage.name === name.toLowerCase());
  }

  /** Marks what a stage is made from. */
  #need(stage: Open): void {
    if (stage.needed) return;
    stage.needed = true;
    if (stage.parent) this.#need(stage.parent as Open);
    for (const source of stage.instructions.flatMap(sourcesOf)) {
      const named = this.#stages.find((other) => other.name === source.toLowerCase());
      const found = named ?? (/^\d+$/.test(source) ? this.#stages[Number(source)] : undefined);
      if (found && found.index < stage.index) this.#need(found);
    }
  }
}

/** Names of stages or images that an instruction copies or mounts from. */
export function sourcesOf(instruction: Instruction): string[] {
  return instruction.flags.flatMap(({ name, value }) => {
    if (name === 'from') return value ? [value] : [];
    if (name !== 'mount') return [];
    const from = value?.split(',').find((option) => option.startsWith('from='));
    return from ? [from.slice('from='.length)] : [];
  });
}
