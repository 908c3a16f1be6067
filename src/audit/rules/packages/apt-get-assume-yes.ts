import { APT, APT_INSTALLS, aptSets } from './lib/apt.js';
import { packageRule } from './lib/package-rule.js';
import { hasOption, mayHoldOptions, optionValues } from '../../../read/shell/options.js';
import type { PackageCommand } from '../../../read/shell/package-command.js';

/**
 * apt-get's manual: `-qq`, which is `-q=2` and `-q -q`, implies `-y`; a single `-q` does not. hadolint lets a single one
 * pass, Trivy knows `-y` alone: the manual decides.
 */
function answersYes({ line }: PackageCommand): boolean {
  if (hasOption(line, 'y', 'yes', 'assume-yes', 'assume-no', 's', 'simulate', 'dry-run', 'print-uris')) return true;
  const quiet = line.options.filter(({ name, value }) => (name === 'q' || name === 'quiet') && value === undefined);
  return quiet.length > 1 || optionValues(line, 'q', 'quiet').some((level) => Number(level) >= 2);
}

export const aptGetAssumeYes = packageRule({
  id: 'apt-get-assume-yes',
  title: 'apt-get asks no question',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Nobody answers during a build. apt-get stops at its first question, or goes on or not by what happens to need no answer today.',
  remedy: 'Add `-y` to the command.',
  example: 'RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u5',
  references: {
    hadolint: ['DL3014'],
    kics: ['APT-GET Missing Flags To Avoid Manual Input'],
    trivy: ['DS021'],
  },
  managers: APT,
  subcommands: APT_INSTALLS,
  checkPackages(found, report, run) {
    const { command } = found;
    if (answersYes(found) || mayHoldOptions(command) || command.pipeline[0]?.name === 'yes') return;
    if (aptSets(found, /^APT::Get::Assume-Yes$/i, run, true)) return;
    report(command, `${found.manager} ${found.subcommand} asks before it installs: -y is missing`);
  },
});
