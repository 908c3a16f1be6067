import { writtenBy } from '../../../read/dockerfile/written.js';
import { dockerfileRule } from '../../rule.js';
import { settingsOf } from './lib/switch-rule.js';

const OFF = /StrictHostKeyChecking[\s=]+["']?(?:no|off)\b/i;
const PROGRAMS = /^(?:ssh|scp|sftp|rsync|git|autossh|sshpass)$/;

export const sshHostKeyChecked = dockerfileRule({
  id: 'ssh-host-key-checked',
  title: 'ssh knows the hosts that it talks to',
  severity: 'medium',
  theme: 'transport',
  rationale:
    'Without the key of the host, whoever sits between can answer in its place: sources are theirs, and so are credentials.',
  remedy:
    'Put the key of the host into known_hosts from a source that you trust; for git, `RUN --mount=type=ssh` with that file.',
  example: 'COPY known_hosts /etc/ssh/ssh_known_hosts\nRUN --mount=type=ssh git clone git@example.com:own/tool.git',
  references: { owasp: ['RULE #13'] },
  check(dockerfile, report) {
    for (const { name, value, line } of settingsOf(dockerfile)) {
      if (OFF.test(value)) report({ line }, `${name} tells ssh not to check the key of the host`);
    }
    for (const instruction of dockerfile.instructions) {
      for (const { text, path, line } of writtenBy(instruction)) {
        if (path && OFF.test(text)) report({ line }, `${path} tells ssh not to check the key of the host`);
      }
      for (const command of instruction.keyword === 'RUN' ? (instruction.script?.commands ?? []) : []) {
        if (PROGRAMS.test(command.name) && command.args.some(({ value }) => OFF.test(value))) {
          report(command, `${command.name} does not check the key of the host`);
        }
      }
    }
  },
});
