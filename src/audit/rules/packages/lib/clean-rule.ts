import type { Dockerfile, Instruction } from '../../../../read/dockerfile/document.js';
import { dockerfileRule, type DockerfileRule, type RuleText } from '../../../rule.js';
import { packageCommand, type PackageCommand } from '../../../../read/shell/package-command.js';
import type { ShellCommand } from '../../../../read/shell/script.js';
import { later, reachesImage } from './stages.js';

export interface Cleaning {
  /** The commands that leave something behind. */
  fills(found: PackageCommand): boolean;
  /** The commands that take it away. */
  cleans(command: ShellCommand): boolean;
  /** Whether what they leave is kept out of the layer anyway. */
  isMounted(run: Instruction): boolean;
  /** What is left: `the cache of dnf`. */
  readonly left: string;
}

/**
 * What a package manager leaves behind is removed in the same layer, behind the last command that leaves it. Removed in a
 * later layer it is no longer seen, but still in the image: a defect of its own (`when: 'later'`), because some tools
 * let it pass.
 */
export function cleanRule(rule: RuleText & Cleaning & { readonly when: 'never' | 'later' | 'any' }): DockerfileRule {
  return dockerfileRule({
    ...rule,
    check(dockerfile, report) {
      for (const run of dockerfile.instructions) {
        const found = leftBehind(run, rule, dockerfile);
        if (!found) continue;
        const cleanedLater = later(run).some(
          (other) => other.keyword === 'RUN' && other.script?.commands.some((command) => rule.cleans(command)),
        );
        if (rule.when === 'later' && cleanedLater) {
          report(found.command, `${rule.left} is removed in a later layer: it stays in this one`);
        }
        if (rule.when === 'any' || (rule.when === 'never' && !cleanedLater)) {
          report(found.command, `${rule.left} is left in the layer after ${found.manager} ${found.subcommand}`);
        }
      }
    },
  });
}

/** The last command that leaves something behind, where nothing behind it in the same `RUN` removes it. */
function leftBehind(run: Instruction, rule: Cleaning, dockerfile: Dockerfile): PackageCommand | undefined {
  if (run.keyword !== 'RUN') return undefined;
  const commands = run.script?.commands ?? [];
  const last = commands.findLastIndex((command) => {
    const found = packageCommand(command);
    return found !== undefined && rule.fills(found);
  });
  const command = commands[last];
  if (!command || !reachesImage(run, dockerfile) || rule.isMounted(run)) return undefined;
  if (commands.slice(last + 1).some((other) => rule.cleans(other))) return undefined;
  // A `trap 'yum clean all' EXIT` runs last, wherever it stands.
  if (commands.some(({ name, args }) => name === 'trap' && /clean|\brm\b/.test(args[0]?.value ?? ''))) return undefined;
  return packageCommand(command);
}
