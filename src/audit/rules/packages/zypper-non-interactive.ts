import { hasOption, mayHoldOptions } from '../../../read/shell/options.js';
import { packageRule } from './lib/package-rule.js';

export const zypperNonInteractive = packageRule({
  id: 'zypper-non-interactive',
  title: 'zypper asks no question',
  severity: 'low',
  theme: 'packages',
  rationale: 'Nobody answers during a build: zypper stops at its question, and the build with it.',
  remedy: 'Add `-y` to the sub-command, or `--non-interactive` before it.',
  example: 'RUN zypper install -y httpd=2.4.57 && zypper clean --all',
  references: { hadolint: ['DL3034'], kics: ['Missing Zypper Non-interactive Switch'] },
  managers: ['zypper'],
  subcommands: ['install', 'remove', 'source-install', 'patch'],
  checkPackages({ line, subcommand, command }, report, run) {
    if (hasOption(line, 'y', 'no-confirm', 'non-interactive', 'non-interactive-include-reboot-patches')) return;
    // `-n` is `--non-interactive` before the sub-command, `--name` behind it.
    const at = command.args.findIndex(({ value }) => !value.startsWith('-'));
    if (command.args.slice(0, Math.max(at, 0)).some(({ value }) => /^-[a-zA-Z]*n/.test(value))) return;
    if (hasOption(line, 'D', 'dry-run') || mayHoldOptions(command) || command.pipeline[0]?.name === 'yes') return;
    if (run.variables.get('ZYPP_NONINTERACTIVE')) return;
    report(command, `zypper ${subcommand} asks before it changes anything: -y is missing`);
  },
});
