import { commandRule } from '../../rule.js';
import { readOptions } from '../../../read/shell/options.js';
import { RPM_PROGRAMS } from './lib/rpm-setting.js';

export const rpmManagerVerifies = commandRule({
  id: 'rpm-manager-verifies',
  title: 'yum and dnf verify signatures',
  severity: 'high',
  theme: 'transport',
  rationale: 'A package without a valid signature may come from anyone, and its scripts run as root during the build.',
  remedy: 'Import the key of the repository (`rpm --import`), and leave `--nogpgcheck` away.',
  example: 'RUN rpm --import https://example.com/RPM-GPG-KEY && dnf install -y tool-1.4.2 && dnf clean all',
  references: { cis: ['4.11'], owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_9'] },
  commands: RPM_PROGRAMS,
  checkCommand(command, report) {
    const { options } = readOptions(command.args, {});
    if (options.some(({ name }) => /^no-?gpg-?checks?$/.test(name))) {
      report(command, `${command.name} takes packages without a valid signature`);
    }
  },
});
