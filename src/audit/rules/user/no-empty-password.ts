import { commandRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';
import { hasOption, optionValue } from './lib/options.js';

export const noEmptyPassword = commandRule({
  id: 'no-empty-password',
  title: 'No account has an empty password',
  severity: 'high',
  theme: 'user',
  rationale: 'Anything that asks for the password, su among them, lets in whoever presses return.',
  remedy: 'Lock the password (passwd --lock, usermod --lock) instead of taking it away.',
  example: 'RUN passwd --lock app',
  references: { cis: ['4.1'], dockle: ['DKL-LI-0001'] },
  commands: ['passwd', 'useradd', 'usermod', 'echo', 'printf'],
  checkCommand(command, report) {
    if (empties(command)) report(command, 'an account gets an empty password');
  },
});

function empties(command: ShellCommand): boolean {
  if (command.name === 'passwd') return hasOption(command, 'd', 'delete');
  if (command.name === 'useradd' || command.name === 'usermod') return optionValue(command, 'p', 'password') === '';
  const [next] = command.pipeline.slice(command.pipeline.indexOf(command) + 1);
  if (next?.name === 'chpasswd') return command.args.some(({ value }) => /(?:^|\\n|\n)[\w-]+:(?:\\n|\n|$)/.test(value));
  // A line for /etc/shadow or /etc/passwd with nothing between the first two colons.
  const files = command.redirects.map(({ target }) => target?.value ?? '');
  return (
    files.some((file) => /\/etc\/(?:passwd|shadow)$/.test(file)) &&
    command.args.some(({ value }) => /^[\w-]+::[^:]*:/.test(value))
  );
}
