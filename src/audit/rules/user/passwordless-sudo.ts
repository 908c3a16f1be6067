import { instructionRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';

const SUDOERS = /(?:^|\/)etc\/sudoers(?:\.d\/|$)/;
const NOPASSWD = /\bNOPASSWD\s*:\s*(?:[A-Z]+\s*:\s*){0,8}ALL\b/;

export const passwordlessSudo = instructionRule({
  id: 'passwordless-sudo',
  title: 'No account becomes root without a password',
  severity: 'high',
  theme: 'user',
  rationale: 'An account that may use sudo without a password is root in all but name: USER protects nothing any more.',
  remedy: 'Do in the build, as root, what needs root, and leave sudo out of the image.',
  example: 'RUN install --directory --owner=10001 /var/lib/app\nUSER 10001',
  references: { cis: ['4.1'], owasp: ['RULE #4'] },
  keywords: ['RUN', 'COPY', 'ADD'],
  checkInstruction(instruction, report) {
    for (const command of instruction.script?.commands ?? []) {
      if (writesSudoers(command)) report(command, 'sudo is allowed without a password');
    }
    for (const { content, line } of instruction.keyword === 'RUN' ? [] : instruction.heredocs) {
      if (NOPASSWD.test(content)) report({ line }, 'sudo is allowed without a password');
    }
  },
});

/** `echo … > /etc/sudoers`, `… | tee /etc/sudoers.d/x`, `sed -i s/…/…/ /etc/sudoers`. */
function writesSudoers(command: ShellCommand): boolean {
  if (!command.args.some(({ value }) => NOPASSWD.test(value))) return false;
  const targets = [
    ...command.redirects.filter(({ operator }) => operator.startsWith('>')).map(({ target }) => target?.value),
    ...command.args.map(({ value }) => value),
    ...command.pipeline.flatMap(({ name, args }) =>
      name === 'tee' || name === 'visudo' ? args.map(({ value }) => value) : [],
    ),
  ];
  return targets.some((target) => target !== undefined && SUDOERS.test(target));
}
