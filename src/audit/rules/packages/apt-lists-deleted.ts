import { hasCacheMount, isKeptOutOfLayer } from '../../../read/dockerfile/mounts.js';
import type { Instruction } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { APT_LISTS, isAptInstall, isAptUpdate, lastIndex } from './lib/apt.js';
import { reachesImage } from './lib/stages.js';
import { removes } from './lib/removal.js';

/** The last `apt-get update` of a `RUN` whose lists stay in the layer, or -1. */
export function listsLeft(run: Instruction): number {
  const update = lastIndex(run, isAptUpdate);
  if (update < 0 || isKeptOutOfLayer(run, APT_LISTS)) return -1;
  if (hasCacheMount(run, '/var/lib/apt') && hasCacheMount(run, '/var/cache/apt')) return -1;
  const removed = run.script?.commands.slice(update + 1).some((command) => removes(command, APT_LISTS));
  return removed ? -1 : update;
}

export const aptListsDeleted = dockerfileRule({
  id: 'apt-lists-deleted',
  title: 'The package lists of apt are deleted in the layer that fetched them',
  severity: 'info',
  theme: 'packages',
  rationale:
    'The lists are tens of megabytes that the image carries for nothing, and they are out of date by the time that somebody could use them. Deleted in a later layer, they stay in the image.',
  remedy: 'End the same RUN with `rm -rf /var/lib/apt/lists/*`, or mount a cache there.',
  example:
    'RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u5 && rm -rf /var/lib/apt/lists/*',
  references: { hadolint: ['DL3009'], dockle: ['DKL-DI-0005'] },
  check(dockerfile, report) {
    for (const run of dockerfile.instructions) {
      if (run.keyword !== 'RUN' || !reachesImage(run, dockerfile) || lastIndex(run, isAptInstall) < 0) continue;
      const command = run.script?.commands[listsLeft(run)];
      if (command) report(command, `${command.name} update leaves its lists in ${APT_LISTS}`);
    }
  },
});
