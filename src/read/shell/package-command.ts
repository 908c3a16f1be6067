import { hasOption, readOptions, type CommandLine } from './options.js';
import { packageManagerOf, type PackageManager } from './package-managers.js';
import type { ShellCommand, ShellScript, ShellWord } from './script.js';

/** A command of a package manager: `apt-get install -y curl`. */
export interface PackageCommand {
  /** `apt-get`, `apk`, `dnf` …; one name for all spellings of the program. */
  readonly manager: string;
  /** `install`, `module install`; empty where there is none. Aliases are resolved. */
  readonly subcommand: string;
  /** Options of the whole command. */
  readonly line: CommandLine;
  /** What follows the sub-command: packages, mostly. */
  readonly operands: readonly ShellWord[];
  readonly command: ShellCommand;
}

const read = new WeakMap<ShellCommand, PackageCommand | undefined>();

/** Reads a command as one of a package manager; undefined for every other program. */
export function packageCommand(command: ShellCommand): PackageCommand | undefined {
  if (!read.has(command)) read.set(command, readCommand(command));
  return read.get(command);
}

/** The commands of package managers in a script, in the order of the text. */
export function packageCommands(script: ShellScript | undefined): PackageCommand[] {
  return (script?.commands ?? []).flatMap((command) => packageCommand(command) ?? []);
}

function readCommand(command: ShellCommand): PackageCommand | undefined {
  const { name, words } = program(command);
  const manager = packageManagerOf(name);
  if (!manager) return undefined;
  if (manager.name === 'pacman') return pacman(command, manager);
  const at = subcommandAt(words, manager);
  const local = manager.local ?? manager.options;
  const before = readOptions(words.slice(0, Math.max(at, 0)), manager.options);
  if (at < 0) {
    const line = readOptions(words, manager.options);
    return { manager: manager.name, subcommand: manager.aliases?.[''] ?? '', line, operands: line.operands, command };
  }
  const after = readOptions(words.slice(at + 1), local);
  let subcommand = alias(words[at]?.value ?? '', manager);
  let operands = after.operands;
  const inner = operands[0];
  if (manager.nested?.includes(subcommand) && inner && !inner.dynamic) {
    subcommand = `${subcommand} ${alias(inner.value, manager)}`;
    operands = operands.slice(1);
  }
  const line = { ...after, operands, options: [...before.options, ...after.options] };
  return { manager: manager.name, subcommand, line, operands, command };
}

/** `python3 -m pip`, `uv pip` and `corepack yarn` are the package manager that they run. */
function program({ name, args }: ShellCommand): { readonly name: string; readonly words: readonly ShellWord[] } {
  const first = args[0]?.value;
  if (/^(?:python|pypy)[\d.]*$/.test(name)) {
    const module = args.findIndex(({ value }) => /^-[a-zA-Z]*m$/.test(value));
    if (module >= 0 && args[module + 1]) {
      return { name: args[module + 1]?.value ?? '', words: args.slice(module + 2) };
    }
  }
  if ((name === 'uv' && first === 'pip') || (name === 'corepack' && first && packageManagerOf(first))) {
    return { name: first, words: args.slice(1) };
  }
  return { name, words: args };
}

/** Index of the sub-command among the words, or -1. Words that are only known later are passed over. */
function subcommandAt(words: readonly ShellWord[], { options }: PackageManager): number {
  const known = new Set(readOptions(words, options).operands);
  return words.findIndex((word) => known.has(word) && !word.dynamic);
}

function alias(name: string, { aliases }: PackageManager): string {
  return (aliases && Object.hasOwn(aliases, name) ? aliases[name] : undefined) ?? name;
}

/** pacman's sub-commands are options: `-S` installs, `-Sy` fetches the index too. */
function pacman(command: ShellCommand, manager: PackageManager): PackageCommand {
  const line = readOptions(command.args, manager.options);
  const sync = hasOption(line, 'S', 'sync');
  const packages = line.operands.length > 0;
  const update = hasOption(line, 'y', 'refresh') ? 'update' : hasOption(line, 'u', 'sysupgrade') ? 'upgrade' : '';
  const subcommand = sync && packages ? 'install' : sync ? update : hasOption(line, 'U', 'upgrade') ? 'install' : '';
  return { manager: manager.name, subcommand, line, operands: line.operands, command };
}
