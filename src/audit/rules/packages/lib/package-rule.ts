import { directoryOf } from '../../../../read/dockerfile/directory.js';
import type { Dockerfile, Instruction } from '../../../../read/dockerfile/document.js';
import { dockerfileRule, type DockerfileRule, type Report, type RuleText } from '../../../rule.js';
import type { PackageCommand } from '../../../../read/shell/package-command.js';
import type { ShellWord } from '../../../../read/shell/script.js';

export interface Where {
  /** Names of package managers: `apt-get`, `dnf`. */
  readonly managers: readonly string[];
  /** Sub-commands, after aliases are resolved. @default all */
  readonly subcommands?: readonly string[];
}

/** A rule about single commands of package managers. */
export function packageRule(
  rule: RuleText &
    Where & {
      checkPackages(found: PackageCommand, report: Report, run: Instruction, dockerfile: Dockerfile): void;
    },
): DockerfileRule {
  return dockerfileRule({
    ...rule,
    check(dockerfile, report) {
      const directory = directoryOf(dockerfile);
      for (const manager of rule.managers) {
        for (const { found, run } of directory.packages(manager)) {
          if (isAt(found, rule)) rule.checkPackages(found, report, run, dockerfile);
        }
      }
    },
  });
}

export function isAt(found: PackageCommand, { managers, subcommands }: Where): boolean {
  return managers.includes(found.manager) && (subcommands?.includes(found.subcommand) ?? true);
}

/** A rule that every package is named with its version: one finding a command, naming those without. */
export function pinRule(
  rule: RuleText & Where & { isPinned(word: ShellWord, found: PackageCommand, run: Instruction): boolean },
): DockerfileRule {
  return packageRule({
    ...rule,
    checkPackages(found, report, run) {
      const names = found.operands.filter((word) => !rule.isPinned(word, found, run)).map(({ value }) => value);
      if (names.length > 0) report(found.command, `${listed(names)} installed without a version`);
    },
  });
}

/** `curl is`, `curl and git are`, `curl, git and 3 more are`. */
function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  if (distinct.length === 1) return `${distinct[0]} is`;
  if (distinct.length <= 4) return `${distinct.slice(0, -1).join(', ')} and ${distinct.at(-1)} are`;
  return `${distinct.slice(0, 3).join(', ')} and ${distinct.length - 3} more are`;
}
