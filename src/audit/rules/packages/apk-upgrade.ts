import { upgradeRule } from './lib/upgrade-rule.js';

export const apkUpgrade = upgradeRule({
  id: 'apk-upgrade',
  title: 'apk does not upgrade the base image',
  severity: 'info',
  references: { hadolint: ['DL3017'], dockle: ['DKL-DI-0003'] },
  managers: ['apk'],
  subcommands: ['upgrade'],
});
