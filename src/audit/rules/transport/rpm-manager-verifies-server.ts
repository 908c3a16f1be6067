import { rpmSettingRule } from './lib/rpm-setting.js';

export const rpmManagerVerifiesServer = rpmSettingRule({
  id: 'rpm-manager-verifies-server',
  title: 'yum and dnf verify certificates',
  severity: 'high',
  theme: 'transport',
  rationale: 'Without verification whoever sits between can answer in the place of the repository.',
  remedy: 'Leave `sslverify` as it is; name a certificate of your own authority with `sslcacert`.',
  example: 'RUN dnf config-manager --save --setopt=own.sslcacert=/etc/pki/own.pem',
  references: { owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_15'] },
  setting: 'sslverify',
  consequence: 'certificates are not verified',
});
