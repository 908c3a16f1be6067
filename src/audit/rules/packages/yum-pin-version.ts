import { pinRule } from './lib/package-rule.js';
import { isPinnedForRpm, RPM_PACKAGE_INSTALLS } from './lib/rpm.js';

/** hadolint takes every hyphen for a version (`epel-release`); KICS, and RPM's naming, do not. */
export const yumPinVersion = pinRule({
  id: 'yum-pin-version',
  title: 'yum installs named versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Without a version, the image gets whatever the repository has on the day of the build: two builds of one commit differ, and a broken or malicious release is taken up unseen.',
  remedy: 'Name the version of each package: `httpd-2.4.57`, of a module its stream: `nodejs:18`.',
  example: 'RUN yum install -y httpd-2.4.57 && yum clean all',
  references: {
    cis: ['4.11'],
    owasp: ['RULE #13'],
    hadolint: ['DL3033'],
    kics: ['Yum install Without Version'],
  },
  managers: ['yum'],
  subcommands: RPM_PACKAGE_INSTALLS,
  isPinned: isPinnedForRpm,
});
