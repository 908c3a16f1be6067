import { commandRule } from '../../rule.js';
import { optionValue, hasOption } from './lib/options.js';

export const useraddNoLogInit = commandRule({
  id: 'useradd-no-log-init',
  title: 'useradd with a large number keeps the login logs as they are',
  severity: 'low',
  theme: 'user',
  rationale:
    'lastlog and faillog have a place for every number up to the account: a number of six or more digits makes them, and the layer, gigabytes large.',
  remedy: 'Add --no-log-init, or take a smaller number.',
  example: 'RUN useradd --no-log-init --uid 1000001 app',
  references: { hadolint: ['DL3046'] },
  commands: ['useradd'],
  checkCommand(command, report) {
    const uid = optionValue(command, 'u', 'uid');
    if (uid === undefined || !/^\d{6,}$/.test(uid) || hasOption(command, 'l', 'no-log-init')) return;
    report(command, `useradd makes the login logs as large as the number ${uid}`);
  },
});
