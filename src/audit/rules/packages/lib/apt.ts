import { writtenUntil } from '../../../../read/dockerfile/written.js';
import type { Instruction } from '../../../../read/dockerfile/document.js';
import { isOff, isUnknown, optionValues } from '../../../../read/shell/options.js';
import { packageCommands, type PackageCommand } from '../../../../read/shell/package-command.js';
import type { ShellCommand, ShellWord } from '../../../../read/shell/script.js';

/** The front ends of apt that install. */
export const APT = ['apt-get', 'apt', 'aptitude'];
export const APT_INSTALLS = ['install', 'reinstall', 'build-dep', 'satisfy'];
export const APT_LISTS = '/var/lib/apt/lists';

/** `curl=8.5.0-2`, `curl/bookworm-backports`, `./curl.deb`. A word without a name, `-` or `^`, is apt's own. */
export function isPinnedForApt(word: ShellWord): boolean {
  const { value, raw } = word;
  return /[=/]|\.deb$/.test(value) || raw.includes('=') || /[a-z0-9.]-$/.test(value) || isUnknown(word);
}

/** Whether `-o NAME=true`, or a file under /etc/apt that was written before, sets an option of apt. */
export function aptSets(found: PackageCommand, name: RegExp, run: Instruction, wanted: boolean): boolean {
  const options = optionValues(found.line, 'o', 'option').map((option) => option.split(/=|\s+/, 2));
  if (options.some(([key = '', value = '']) => name.test(key) && isOff(clean(value)) !== wanted)) return true;
  return writtenUntil(run).some(({ text, line }) => {
    if (line > found.command.line) return false;
    return text
      .split(/[;\n]/)
      .map((setting) => /^\s*([\w:-]+)\s+"?([^"]*)"?/.exec(setting.replaceAll(/["']\s*$/g, '"')))
      .some((match) => match?.[1] && name.test(match[1]) && isOff(clean(match[2] ?? '')) !== wanted);
  });
}

function clean(value: string): string {
  return value.replaceAll(/["';\\]/g, '').trim();
}

export function isAptInstall(found: PackageCommand): boolean {
  return APT.includes(found.manager) && APT_INSTALLS.includes(found.subcommand);
}

export function isAptUpdate(found: PackageCommand): boolean {
  return APT.includes(found.manager) && found.subcommand === 'update';
}

/** The last command of a script of which something holds. */
export function lastIndex(run: Instruction, is: (found: PackageCommand) => boolean): number {
  const commands: readonly ShellCommand[] = run.script?.commands ?? [];
  const last = packageCommands(run.script).findLast(is);
  return last ? commands.indexOf(last.command) : -1;
}
