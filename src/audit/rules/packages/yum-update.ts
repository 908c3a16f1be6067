import { upgradeRule } from './lib/upgrade-rule.js';

export const yumUpdate = upgradeRule({
  id: 'yum-update',
  title: 'yum does not upgrade the base image',
  severity: 'info',
  references: { hadolint: ['DL3031'], kics: ['Yum Update Enabled'] },
  managers: ['yum'],
  subcommands: ['update', 'update-to', 'upgrade', 'upgrade-to', 'distro-sync'],
});
