import { upgradeRule } from './lib/upgrade-rule.js';

export const zypperDistUpgrade = upgradeRule({
  id: 'zypper-dist-upgrade',
  title: 'zypper does not upgrade the distribution',
  severity: 'medium',
  references: { hadolint: ['DL3035'] },
  managers: ['zypper'],
  subcommands: ['dist-upgrade'],
});
