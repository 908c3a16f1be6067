import { upgradeRule } from './lib/upgrade-rule.js';

export const zypperUpdate = upgradeRule({
  id: 'zypper-update',
  title: 'zypper does not upgrade the base image',
  severity: 'info',
  references: { kics: ['Run Using Zypper Update'] },
  managers: ['zypper'],
  subcommands: ['update'],
});
