import { packageRule } from './lib/package-rule.js';
import { asksNothing, DNF, RPM_INSTALLS } from './lib/rpm.js';

export const dnfAssumeYes = packageRule({
  id: 'dnf-assume-yes',
  title: 'dnf asks no question',
  severity: 'low',
  theme: 'packages',
  rationale: 'Nobody answers during a build: dnf stops at its question, and the build with it.',
  remedy: 'Add `-y` to the command.',
  example: 'RUN dnf install -y httpd-2.4.57 && dnf clean all',
  references: { hadolint: ['DL3038'], kics: ['Missing Flag From Dnf Install'] },
  managers: DNF,
  subcommands: RPM_INSTALLS,
  checkPackages(found, report, run) {
    if (asksNothing(found, run)) return;
    report(found.command, `${found.manager} ${found.subcommand} asks before it installs: -y is missing`);
  },
});
