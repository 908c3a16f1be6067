import { APT } from './lib/apt.js';
import { upgradeRule } from './lib/upgrade-rule.js';

export const aptGetDistUpgrade = upgradeRule({
  id: 'apt-get-dist-upgrade',
  title: 'apt-get does not upgrade the distribution',
  severity: 'medium',
  references: { hadolint: ['DL3005'], kics: ['Run Using Upgrade Commands'], trivy: ['DS024'], dockle: ['DKL-DI-0003'] },
  managers: APT,
  subcommands: ['dist-upgrade', 'full-upgrade'],
});
