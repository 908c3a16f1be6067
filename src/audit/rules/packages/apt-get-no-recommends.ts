import { APT, APT_INSTALLS, aptSets } from './lib/apt.js';
import { packageRule } from './lib/package-rule.js';
import { hasOption, mayHoldOptions } from '../../../read/shell/options.js';

export const aptGetNoRecommends = packageRule({
  id: 'apt-get-no-recommends',
  title: 'apt-get installs only what is asked for',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Recommended packages come along unasked: programs that the application never calls, each with defects of its own, and a larger image to pull.',
  remedy: 'Add `--no-install-recommends`, and name those of the recommended packages that are really needed.',
  example: 'RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u5',
  references: {
    cis: ['4.3'],
    hadolint: ['DL3015'],
    kics: ['APT-GET Not Avoiding Additional Packages'],
    trivy: ['DS029'],
  },
  managers: APT,
  subcommands: APT_INSTALLS,
  checkPackages(found, report, run) {
    const { line, command } = found;
    if (hasOption(line, 'no-install-recommends', 'without-recommends', 'R', 's', 'simulate', 'print-uris')) return;
    if (mayHoldOptions(command) || aptSets(found, /^APT::Install-Recommends$/i, run, false)) return;
    // `apt-get install -f` repairs what dpkg began; there is nothing that could recommend anything on its own.
    if (found.operands.length === 0 && hasOption(line, 'f', 'fix-broken')) return;
    report(command, `${found.manager} ${found.subcommand} takes recommended packages along`);
  },
});
