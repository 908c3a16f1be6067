import { isKeptOutOfLayer } from '../../../read/dockerfile/mounts.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import { APT, APT_LISTS, isAptInstall } from './lib/apt.js';
import { cleanRule } from './lib/clean-rule.js';
import { removes } from './lib/removal.js';

const ARCHIVES = '/var/cache/apt/archives';

export const aptCacheCleaned = cleanRule({
  id: 'apt-cache-cleaned',
  title: 'A layer that installs with apt-get is cleaned up',
  severity: 'info',
  theme: 'packages',
  rationale:
    'What apt fetched to install packages is of no use in the image. The images of Debian and Ubuntu delete the packages by themselves, but not the lists, and other images not even the packages.',
  remedy: 'End the same RUN with `apt-get clean && rm -rf /var/lib/apt/lists/*`.',
  example:
    'RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u5 && rm -rf /var/lib/apt/lists/*',
  references: { kics: ['Apt Get Install Lists Were Not Deleted'], dockle: ['DKL-DI-0005'] },
  when: 'any',
  left: 'what apt downloaded',
  fills: isAptInstall,
  cleans(command) {
    const found = packageCommand(command);
    if (found && APT.includes(found.manager))
      return /^(?:clean|autoclean|dist-clean|distclean)$/.test(found.subcommand);
    return removes(command, APT_LISTS) || removes(command, ARCHIVES);
  },
  isMounted: (run) => isKeptOutOfLayer(run, APT_LISTS) || isKeptOutOfLayer(run, ARCHIVES),
});
