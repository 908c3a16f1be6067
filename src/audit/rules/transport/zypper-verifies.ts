import { commandRule } from '../../rule.js';
import { hasOption } from '../../../read/shell/options.js';
import { packageCommand } from '../../../read/shell/package-command.js';

export const zypperVerifies = commandRule({
  id: 'zypper-verifies',
  title: 'zypper verifies signatures',
  severity: 'high',
  theme: 'transport',
  rationale: 'A package without a valid signature may come from anyone, and its scripts run as root during the build.',
  remedy: 'Import the key of the repository (`rpm --import`), and leave the option away.',
  example: 'RUN rpm --import https://example.com/key.asc && zypper install -y tool=1.4.2 && zypper clean --all',
  references: { cis: ['4.11'], owasp: ['RULE #13'] },
  commands: ['zypper'],
  checkCommand(command, report) {
    const found = packageCommand(command);
    if (!found) return;
    const adds = found.subcommand === 'addrepo' || found.subcommand === 'modifyrepo';
    const off = hasOption(found.line, 'no-gpg-checks', 'no-gpgcheck', 'allow-unsigned-rpm', 'gpgcheck-allow-unsigned');
    if (off || (adds && hasOption(found.line, 'G'))) report(command, 'zypper takes packages without a valid signature');
  },
});
