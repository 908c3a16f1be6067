import { commandRule } from '../../rule.js';

export const noSudo = commandRule({
  id: 'no-sudo',
  title: 'RUN does without sudo',
  severity: 'medium',
  theme: 'user',
  rationale:
    'While the image is built the user is root unless USER says otherwise. In the image, sudo is a way back to root for whoever breaks in, and it handles terminals and signals in its own way.',
  remedy:
    'Run such steps before USER, or switch with USER root and back. Where a start script has to change the user, use gosu or setpriv.',
  example: 'USER root\nRUN apt-get update\nUSER 10001',
  references: {
    owasp: ['RULE #4'],
    hadolint: ['DL3004'],
    kics: ['Run Using Sudo'],
    trivy: ['DS010'],
    checkov: ['CKV2_DOCKER_1'],
    dockle: ['DKL-DI-0001'],
  },
  checkCommand(command, report) {
    if (command.name === 'sudo') report(command, 'sudo is not needed while the image is built');
    else if (command.via.includes('sudo')) report(command, `${command.name} is run with sudo`);
  },
});
