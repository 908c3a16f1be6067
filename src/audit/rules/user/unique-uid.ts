import { commandRule } from '../../rule.js';
import { hasOption, optionValue } from './lib/options.js';

export const uniqueUid = commandRule({
  id: 'unique-uid',
  title: 'Every account has a number of its own',
  severity: 'medium',
  theme: 'user',
  rationale:
    'For the kernel, accounts of one number are one account: files and signals of the one are open to the other, and a second 0 is a second root.',
  remedy: 'Give the account another number, without --non-unique.',
  example: 'RUN useradd --uid 10001 app',
  references: { dockle: ['DKL-LI-0002'] },
  commands: ['useradd', 'usermod', 'groupadd', 'groupmod', 'adduser', 'addgroup'],
  checkCommand(command, report) {
    const group = command.name.includes('group');
    const id = optionValue(command, group ? 'g' : 'u', group ? 'gid' : 'uid');
    const shadow = command.name.endsWith('add') || command.name.endsWith('mod');
    if (shadow && hasOption(command, 'o', 'non-unique'))
      report(command, `${command.name} is allowed to give a number twice`);
    else if (!group && id !== undefined && /^0+$/.test(id)) report(command, `${command.name} makes another root`);
  },
});
