import { DNF } from './lib/rpm.js';
import { upgradeRule } from './lib/upgrade-rule.js';

export const dnfUpgrade = upgradeRule({
  id: 'dnf-upgrade',
  title: 'dnf does not upgrade the base image',
  severity: 'info',
  references: { hadolint: ['DL3039'], kics: ['Run Using dnf Update'] },
  managers: DNF,
  subcommands: ['upgrade', 'upgrade-minimal', 'update', 'update-minimal', 'distro-sync', 'system-upgrade'],
});
