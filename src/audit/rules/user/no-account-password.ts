import { commandRule } from '../../rule.js';
import { optionValue } from './lib/options.js';

/** `usermod -p '*'` and `!` lock an account; an empty one is the business of `no-empty-password`. */
export const noAccountPassword = commandRule({
  id: 'no-account-password',
  title: 'Accounts of the image have no password',
  severity: 'medium',
  theme: 'user',
  rationale:
    'Even as a hash the password stands in the layers of the image, to be guessed offline, and is the same in every container.',
  remedy: 'Make accounts without a password: nobody logs in to a container.',
  example: 'RUN useradd --system --shell /usr/sbin/nologin app',
  references: { cis: ['4.10'], nist: ['4.1.4'] },
  commands: ['useradd', 'usermod', 'passwd', 'groupadd', 'groupmod'],
  checkCommand(command, report) {
    if (command.name === 'passwd') {
      const typed =
        command.args.some(({ value }) => value === '--stdin') ||
        command.pipeline.indexOf(command) > 0 ||
        command.redirects.some(({ operator }) => operator.startsWith('<'));
      if (typed) report(command, 'passwd sets a password in the image');
      return;
    }
    const password = optionValue(command, 'p', 'password');
    if (password === undefined || /^(?:[*!x]{1,2}(?:\$.*)?|)$/.test(password)) return;
    report(command, `${command.name} sets a password in the image`);
  },
});
