import { rpmSettingRule } from './lib/rpm-setting.js';

/** Apart from `rpm-manager-verifies`: Checkov looks for `--nogpgcheck` alone. */
export const rpmRepositorySigned = rpmSettingRule({
  id: 'rpm-repository-signed',
  title: 'Every repository of yum and dnf is signed',
  severity: 'high',
  theme: 'transport',
  rationale: '`gpgcheck=0` is for a repository whose packages are not verified: they may come from anyone.',
  remedy: 'Write `gpgcheck=1`, and the address of the key as `gpgkey`.',
  example: 'RUN dnf config-manager --add-repo https://example.com/tool.repo',
  references: { cis: ['4.11'], owasp: ['RULE #13'] },
  setting: 'gpgcheck',
  consequence: 'packages are not verified',
});
