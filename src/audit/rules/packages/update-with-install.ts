import { dockerfileRule } from '../../rule.js';
import { packageCommands } from '../../../read/shell/package-command.js';
import { familyOf, installsWithoutUpdate, updatesIndex, useBehind } from './lib/index-update.js';
import { later } from './lib/stages.js';

export const updateWithInstall = dockerfileRule({
  id: 'update-with-install',
  title: 'The package index is updated in the RUN that installs, and before it does',
  severity: 'medium',
  theme: 'packages',
  rationale:
    'Layers are cached. An update in a RUN of its own is not run again when the line that installs changes: packages come from an old index, without the fixes of today, or are no longer found at all.',
  remedy: 'Write the update and the install in one RUN, the update first.',
  example:
    'RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u5 && rm -rf /var/lib/apt/lists/*',
  references: {
    cis: ['4.7'],
    kics: ['Update Instruction Alone'],
    trivy: ['DS017'],
    checkov: ['CKV_DOCKER_5'],
    dockle: ['CIS-DI-0007'],
  },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      if (run.keyword !== 'RUN' || !run.script) continue;
      for (const found of packageCommands(run.script).filter(updatesIndex)) {
        const { command, manager, subcommand } = found;
        const use = useBehind(run.script.commands, found);
        const stale = later(run).some(
          (other) => other.keyword === 'RUN' && installsWithoutUpdate(other, familyOf(found) ?? []),
        );
        if (use === 'install' || (use === 'upgrade' && !stale)) continue;
        report(command, `${manager} ${subcommand || 'update'} is not followed by an install in the same RUN`);
      }
    }
  },
});
