import { commandRule } from '../../rule.js';
import { readOptions } from '../../../read/shell/options.js';

const OFF = /^no(?:digest|signature|verify|filedigest)$/;

export const rpmVerifies = commandRule({
  id: 'rpm-verifies',
  title: 'rpm verifies digests and signatures',
  severity: 'high',
  theme: 'transport',
  rationale: 'A package without a valid signature may come from anyone, and its scripts run as root during the build.',
  remedy: 'Import the key of the packager (`rpm --import`), and leave the option away.',
  example: 'RUN rpm --import https://example.com/RPM-GPG-KEY && rpm -i tool-1.4.2.rpm',
  references: { cis: ['4.11'], owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_10'] },
  commands: ['rpm', 'rpmbuild', 'rpmkeys'],
  checkCommand(command, report) {
    const found = readOptions(command.args, {}).options.find(({ name }) => OFF.test(name));
    if (found) report(command, `rpm does not verify what it installs (--${found.name})`);
  },
});
