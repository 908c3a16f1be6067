import { commandRule } from '../../rule.js';

export const noChpasswd = commandRule({
  id: 'no-chpasswd',
  title: 'No password is set with chpasswd',
  severity: 'high',
  theme: 'user',
  rationale:
    'The password stands in the layers and the history of the image, and is the same in every container of it.',
  remedy:
    'Do without logins in containers. Where one is needed, set its password from a secret when the container starts.',
  example: 'RUN useradd --system --shell /usr/sbin/nologin app',
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'], checkov: ['CKV2_DOCKER_17'] },
  commands: ['chpasswd', 'chgpasswd'],
  checkCommand(command, report) {
    report(command, `${command.name} puts a password into the image`);
  },
});
