import { packageRule } from './lib/package-rule.js';
import { asksNothing, RPM_INSTALLS } from './lib/rpm.js';

export const yumAssumeYes = packageRule({
  id: 'yum-assume-yes',
  title: 'yum asks no question',
  severity: 'low',
  theme: 'packages',
  rationale: 'Nobody answers during a build: yum stops at its question, and the build with it.',
  remedy: 'Add `-y` to the command.',
  example: 'RUN yum install -y httpd-2.4.57 && yum clean all',
  references: { hadolint: ['DL3030'], kics: ['Yum Install Allows Manual Input'] },
  managers: ['yum'],
  subcommands: RPM_INSTALLS,
  checkPackages(found, report, run) {
    if (!asksNothing(found, run))
      report(found.command, `yum ${found.subcommand} asks before it installs: -y is missing`);
  },
});
