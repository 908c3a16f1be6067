import type { Assignment, Instruction, Stage } from './document.js';
import { readImageReference } from './image-reference.js';
import type { Surroundings } from './reading.js';
import type { ParsedInstruction } from './parsed-instruction.js';
import { firstOf, Scope } from './scope.js';
import { unquote } from './variables.js';

interface Open extends Stage {
  readonly instructions: Instruction[];
  needed: boolean;
  final: boolean;
  endLine: number;
}

const SH = ['/bin/sh', '-c'];

/** Puts instructions into stages, and knows at each point which variables and which shell are in force. */
export class StageReader {
  readonly #stages: Open[] = [];
  /** The last stage of each name. */
  readonly #byName = new Map<string, Open>();
  readonly #instructions: Instruction[] = [];
  /** `ENV` and `SHELL` at the end of each stage: what a later `FROM` of it continues with. */
  readonly #ends = new Map<Stage, { readonly env: Scope; readonly shell: readonly string[] }>();
  readonly #globals = new Scope();
  #args = new Scope();
  #env = new Scope();
  #shell: readonly string[] = SH;

  public constructor(file: string, complete: boolean) {
    if (!complete) this.#open(undefined, { file, line: 1, endLine: 1 });
  }

  public surroundings(keyword: string): Surroundings {
    const stage = keyword === 'FROM' ? undefined : this.#stages.at(-1);
    const variables = stage ? firstOf(this.#env.now(), this.#args.now()) : this.#globals.now();
    return { stage, variables, shell: stage ? this.#shell : SH, index: this.#instructions.length };
  }

  public add(instruction: ParsedInstruction): void {
    if (instruction.keyword === 'FROM' && !instruction.onbuild) {
      this.#end();
      const stage = this.#open(instruction, instruction);
      this.#instructions.push(instruction.within(stage));
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
      for (const { name, value } of instruction.assignments) {
        this.#env.set(name, value?.dynamic === false ? value.value : undefined);
      }
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
    const scope = inStage ? this.#args : this.#globals;
    for (const { name, value } of assignments) {
      const known = value ? (value.dynamic ? undefined : value.value) : inStage ? this.#globals.get(name) : undefined;
      scope.set(name, known);
    }
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
    if (stage.name !== undefined) this.#byName.set(stage.name, stage);
    const end = parent && this.#ends.get(parent);
    this.#args = new Scope();
    this.#env = new Scope(end?.env);
    this.#shell = end?.shell ?? SH;
    return stage;
  }

  #end(): void {
    const stage = this.#stages.at(-1);
    if (stage) this.#ends.set(stage, { env: this.#env, shell: this.#shell });
  }

  #named(name: string): Open | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** Marks what a stage is made from. */
  #need(last: Open): void {
    const first = new Map<string, Open>();
    for (const stage of this.#stages)
      if (stage.name !== undefined && !first.has(stage.name)) first.set(stage.name, stage);
    const open = [last];
    for (let stage = open.pop(); stage; stage = open.pop()) {
      if (stage.needed) continue;
      stage.needed = true;
      if (stage.parent) open.push(stage.parent as Open);
      for (const source of stage.instructions.flatMap(sourcesOf)) {
        const found =
          first.get(source.toLowerCase()) ?? (/^\d+$/.test(source) ? this.#stages[Number(source)] : undefined);
        if (found && found.index < stage.index) open.push(found);
      }
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
