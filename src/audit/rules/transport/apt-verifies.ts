import { hasOption } from '../../../read/shell/options.js';
import { APT, aptSets } from '../packages/lib/apt.js';
import { packageRule } from '../packages/lib/package-rule.js';

export const aptVerifies = packageRule({
  id: 'apt-verifies',
  title: 'apt verifies signatures',
  severity: 'high',
  theme: 'transport',
  rationale:
    'Packages of a repository without a valid signature may come from anyone, and their scripts run as root during the build.',
  remedy: 'Put the key of the repository into /etc/apt/keyrings, name it with `signed-by`, and leave the option away.',
  example:
    'RUN echo "deb [signed-by=/etc/apt/keyrings/own.gpg] https://example.com/debian bookworm main" > /etc/apt/sources.list.d/own.list',
  references: { cis: ['4.11'], owasp: ['RULE #13'], checkov: ['CKV2_DOCKER_8'] },
  managers: APT,
  checkPackages(found, report, run) {
    const { line, command, manager } = found;
    const allowed =
      hasOption(line, 'allow-unauthenticated', 'allow-insecure-repositories') ||
      aptSets(found, /^APT::Get::AllowUnauthenticated$/i, run, true) ||
      aptSets(found, /^Acquire::AllowInsecureRepositories$/i, run, true) ||
      aptSets(found, /^Acquire::https?::(?:.*::)?Verify-(?:Peer|Host)$/i, run, false);
    if (allowed) report(command, `${manager} ${found.subcommand} takes packages that are not verified`);
  },
});
