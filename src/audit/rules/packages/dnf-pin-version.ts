import { pinRule } from './lib/package-rule.js';
import { DNF, isPinnedForRpm, RPM_PACKAGE_INSTALLS } from './lib/rpm.js';

export const dnfPinVersion = pinRule({
  id: 'dnf-pin-version',
  title: 'dnf installs named versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Without a version, the image gets whatever the repository has on the day of the build: two builds of one commit differ, and a broken or malicious release is taken up unseen.',
  remedy: 'Name the version of each package: `httpd-2.4.57`, of a module its stream: `nodejs:18`.',
  example: 'RUN dnf install -y httpd-2.4.57 && dnf clean all',
  references: {
    cis: ['4.11'],
    owasp: ['RULE #13'],
    hadolint: ['DL3041'],
    kics: ['Missing Version Specification In dnf install'],
  },
  managers: DNF,
  subcommands: RPM_PACKAGE_INSTALLS,
  isPinned: isPinnedForRpm,
});
