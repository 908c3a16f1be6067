import { dockerfileRule } from '../../rule.js';
import { packageCommands } from '../../../read/shell/package-command.js';
import { familyOf, installsWithoutUpdate, updatesIndex, useBehind } from './lib/index-update.js';
import { later } from './lib/stages.js';

/** Apart from `update-with-install`: KICS and Trivy are content with an upgrade behind the update. */
export const updateOnlyForUpgrade = dockerfileRule({
  id: 'update-only-for-upgrade',
  title: 'No layer exists only to update and upgrade',
  severity: 'info',
  theme: 'packages',
  rationale:
    'The layer is cached like any other: it upgrades to what was current when it was first built, and the image only seems to be up to date.',
  remedy:
    'Build on a current base image, pinned by digest and raised by a bot; install what is needed in one RUN with the update.',
  example: 'FROM debian:12.7-slim',
  references: { cis: ['4.7'], checkov: ['CKV_DOCKER_5'], dockle: ['CIS-DI-0007'] },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      if (run.keyword !== 'RUN' || !run.script) continue;
      for (const found of packageCommands(run.script).filter(updatesIndex)) {
        if (useBehind(run.script.commands, found) !== 'upgrade') continue;
        if (
          later(run).some((other) => other.keyword === 'RUN' && installsWithoutUpdate(other, familyOf(found) ?? []))
        ) {
          continue;
        }
        report(found.command, `${found.manager} ${found.subcommand} is followed by an upgrade alone`);
      }
    }
  },
});
