import { packageCommand, type PackageCommand } from '../shell/package-command.js';
import type { ShellCommand } from '../shell/script.js';
import type { Dockerfile, Instruction } from './document.js';
import { once } from '../../model/once.js';

export interface RunPackageCommand {
  readonly found: PackageCommand;
  readonly run: Instruction;
}

export interface RunCommand {
  readonly command: ShellCommand;
  readonly run: Instruction;
}

/** What a Dockerfile has, by its name: most rules look for one kind of instruction, or one program, that most files have not. */
export class Directory {
  readonly #instructions = new Map<string, Instruction[]>();
  #packages: ReadonlyMap<string, readonly RunPackageCommand[]> | undefined;
  #commands: { readonly all: readonly RunCommand[]; readonly byName: ReadonlyMap<string, RunCommand[]> } | undefined;

  public constructor(dockerfile: Dockerfile) {
    for (const instruction of dockerfile.instructions) {
      const known = this.#instructions.get(instruction.keyword);
      if (known) known.push(instruction);
      else this.#instructions.set(instruction.keyword, [instruction]);
    }
  }

  /** Of the instructions that it has. */
  public get keywords(): Iterable<string> {
    return this.#instructions.keys();
  }

  /** In the order of the file. */
  public instructions(keyword: string): readonly Instruction[] {
    return this.#instructions.get(keyword) ?? [];
  }

  /** Commands in `RUN`, in the order of the file. @param name @default all */
  public commands(name?: string): readonly RunCommand[] {
    this.#commands ??= this.#readCommands();
    return name === undefined ? this.#commands.all : (this.#commands.byName.get(name) ?? []);
  }

  /** Commands of a package manager in `RUN`, in the order of the file. */
  public packages(manager: string): readonly RunPackageCommand[] {
    this.#packages ??= this.#readPackages();
    return this.#packages.get(manager) ?? [];
  }

  #readPackages() {
    const packages = new Map<string, RunPackageCommand[]>();
    for (const { command, run } of this.commands()) {
      const found = packageCommand(command);
      if (!found) continue;
      const known = packages.get(found.manager);
      if (known) known.push({ found, run });
      else packages.set(found.manager, [{ found, run }]);
    }
    return packages;
  }

  #readCommands() {
    const all: RunCommand[] = [];
    const byName = new Map<string, RunCommand[]>();
    for (const run of this.instructions('RUN')) {
      for (const command of run.script?.commands ?? []) {
        const found = { command, run };
        all.push(found);
        const known = byName.get(command.name);
        if (known) known.push(found);
        else byName.set(command.name, [found]);
      }
    }
    return { all, byName };
  }
}

export const directoryOf = once((dockerfile: Dockerfile) => new Directory(dockerfile));
