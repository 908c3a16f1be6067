import { commandRule } from '../../rule.js';
import { hasOption } from '../../../read/shell/options.js';
import { packageCommand } from '../../../read/shell/package-command.js';

export const apkVerifies = commandRule({
  id: 'apk-verifies',
  title: 'apk verifies signatures',
  severity: 'high',
  theme: 'transport',
  rationale: 'A package without a valid signature may come from anyone, and its scripts run as root during the build.',
  remedy: 'Put the public key of the repository into /etc/apk/keys, and leave `--allow-untrusted` away.',
  example: 'COPY own.rsa.pub /etc/apk/keys/\nRUN apk add --no-cache tool=1.4.2-r0',
  references: { cis: ['4.11'], owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_7'] },
  commands: ['apk'],
  checkCommand(command, report) {
    const found = packageCommand(command);
    if (found && hasOption(found.line, 'allow-untrusted'))
      report(command, 'apk takes packages without a valid signature');
  },
});
