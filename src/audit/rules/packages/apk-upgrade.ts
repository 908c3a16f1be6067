import { upgradeRule } from './lib/upgrade-rule.js';

export const apkUpgrade = upgradeRule({
  id: 'apk-upgrade',
  title: 'apk does not upgrade the base image',
  severity: 'info',
  references: { hadolint: ['DL3017'], kics: ['Use of Apk Upgrade'] },
  managers: ['apk'],
  subcommands: ['upgrade'],
});
