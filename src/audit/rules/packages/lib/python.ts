import { earlier } from './stages.js';
import type { Instruction } from '../../../../read/dockerfile/document.js';
import { hasOption, isUnknown } from '../../../../read/shell/options.js';
import type { PackageCommand } from '../../../../read/shell/package-command.js';
import type { ShellWord } from '../../../../read/shell/script.js';

const VCS = /^(?:[\w.[\],-]+\s*@\s*)?(?:git|hg|svn|bzr)\+/;

/** Whether a command installs what files say, or is held to a file of versions. */
export function followsFile({ line }: PackageCommand, run: Instruction): boolean {
  if (hasOption(line, 'r', 'requirement', 'requirements', 'c', 'constraint', 'constraints', 'group')) return true;
  // Only from a folder: what is in there was chosen before.
  if (hasOption(line, 'no-index')) return true;
  return ['PIP_CONSTRAINT', 'UV_CONSTRAINT', 'PIP_REQUIREMENT'].some((name) => Boolean(valueFor(name, run)));
}

/** A comparison of any kind, a file, a folder, an address that is not a moving branch of a repository. */
export function isPinnedForPip(word: ShellWord): boolean {
  const { value, raw } = word;
  if (VCS.test(value)) return /@[^/]+$/.test(value.replace(VCS, '').replace(/#.*$/, '')) || isUnknown(word);
  if (/[=<>~!]=|[<>]/.test(value) || /[=<>~]=/.test(raw)) return true;
  return /^[./~]|\/|\.(?:whl|zip|tar\.\w+|tgz)$|@/.test(value) || isUnknown(word);
}

/** A variable that the commands of a `RUN` see: from `ENV`, `ARG`, an `export` or an assignment in it. */
export function valueFor(name: string, run: Instruction): string | undefined {
  const own = run.script?.assignments.find((assignment) => assignment.name === name);
  if (own) return own.value.value;
  const known = run.variables.get(name);
  if (known !== undefined) return known;
  const set = earlier(run)
    .flatMap(({ assignments }) => assignments)
    .findLast((assignment) => assignment.name === name);
  return set?.value?.value;
}
