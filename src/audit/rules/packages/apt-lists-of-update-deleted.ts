import { dockerfileRule } from '../../rule.js';
import { listsLeft } from './apt-lists-deleted.js';
import { APT_LISTS, isAptInstall, lastIndex } from './lib/apt.js';
import { reachesImage } from './lib/stages.js';

/** Apart from `apt-lists-deleted`, because dockle looks only at layers that install something. */
export const aptListsOfUpdateDeleted = dockerfileRule({
  id: 'apt-lists-of-update-deleted',
  title: 'A layer that only fetches package lists does not keep them',
  severity: 'info',
  theme: 'packages',
  rationale:
    'A layer of its own for the lists cannot be made smaller by any later one: the lists stay in the image, and go out of date there.',
  remedy: 'Fetch the lists, install and delete the lists in one RUN.',
  example:
    'RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u5 && rm -rf /var/lib/apt/lists/*',
  references: { hadolint: ['DL3009'] },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      if (run.keyword !== 'RUN' || !reachesImage(run, dockerfile) || lastIndex(run, isAptInstall) >= 0) continue;
      const command = run.script?.commands[listsLeft(run)];
      if (command) report(command, `${command.name} update, without an install, leaves its lists in ${APT_LISTS}`);
    }
  },
});
