import type { DockerfileRule, RuleText } from '../../../rule.js';
import { hasOption } from '../../../../read/shell/options.js';
import { packageRule, type Where } from './package-rule.js';

type Text = Pick<RuleText, 'id' | 'title' | 'references' | 'severity'> & Where;

/** A rule that a package manager does not upgrade everything. Named packages, and fixes alone, may be upgraded. */
export function upgradeRule(text: Text): DockerfileRule {
  return packageRule({
    theme: 'packages',
    rationale:
      'An upgrade of everything makes an image of the day that it was built: two builds of one commit differ, the layer holds every upgraded file twice, and while it is cached it upgrades nothing.',
    remedy: 'Build on a current base image and raise it by its digest; name what must be newer than in the base image.',
    example: 'FROM debian:12.7-slim',
    ...text,
    checkPackages({ line, operands, subcommand, manager, command }, report) {
      if (operands.length > 0 || hasOption(line, 'security', 'sec-severity', 'advisory', 'cve', 'bugfix')) return;
      if (hasOption(line, 's', 'simulate', 'dry-run', 'download-only', 'downloadonly', 'help')) return;
      report(command, `${manager} ${subcommand} upgrades every package of the base image`);
    },
  });
}
