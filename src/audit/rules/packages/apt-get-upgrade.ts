import { APT } from './lib/apt.js';
import { upgradeRule } from './lib/upgrade-rule.js';

/** Apart from `apt-get-dist-upgrade`: hadolint, Trivy and dockle have come to let a plain upgrade pass. */
export const aptGetUpgrade = upgradeRule({
  id: 'apt-get-upgrade',
  title: 'apt-get does not upgrade the base image',
  severity: 'info',
  references: { kics: ['Run Using Upgrade Commands'] },
  managers: APT,
  subcommands: ['upgrade'],
});
