import { hasOption } from '../../../read/shell/options.js';
import { APT, aptSets } from '../packages/lib/apt.js';
import { packageRule } from '../packages/lib/package-rule.js';

export const aptNotForced = packageRule({
  id: 'apt-not-forced',
  title: 'apt-get is not forced',
  severity: 'high',
  theme: 'transport',
  rationale:
    '`--force-yes` says yes to whatever apt-get warns of: packages without a valid signature, older versions, the removal of what the system needs.',
  remedy: 'Use `-y`; where a downgrade is wanted, `--allow-downgrades`.',
  example: 'RUN apt-get update && apt-get install -y --allow-downgrades curl=7.88.1-10+deb12u5',
  references: { cis: ['4.11'], owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_11'] },
  managers: APT,
  checkPackages(found, report, run) {
    if (!hasOption(found.line, 'force-yes') && !aptSets(found, /^APT::Get::force-yes$/i, run, true)) return;
    report(found.command, `${found.manager} ${found.subcommand} is told to go on whatever it warns of`);
  },
});
