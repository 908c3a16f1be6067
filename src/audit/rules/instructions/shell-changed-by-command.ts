import { instructionRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';

const SHELL_PATH = /\/bin\/(?:bash|tcsh|ksh|csh|dash|zsh|fish|tmux|rbash|sh)$|\/etc\/shells$/;

/** Of KICS alone: login shells of accounts, shells that are moved, and PowerShell called by its name. */
export const shellChangedByCommand = instructionRule({
  id: 'shell-changed-by-command',
  title: 'Shells are not changed by commands',
  severity: 'info',
  theme: 'instructions',
  rationale:
    'A login shell, or a shell moved to another place, does not change what RUN uses. Readers who expect that are misled.',
  remedy: 'Use SHELL for the steps of the build. Containers need no login shells.',
  example: 'SHELL ["/bin/bash", "-c"]',
  references: { kics: ['Changing Default Shell Using RUN Command'] },
  keywords: ['RUN'],
  checkInstruction(run, report) {
    const first = (run.exec ? run.args[0]?.value : run.text.trim().split(/\s/, 1)[0]) ?? '';
    const shell = (run.shell[0] ?? '').toLowerCase();
    if (/powershell/i.test(first) && !/powershell|pwsh/.test(shell)) {
      report(run, 'PowerShell is called by its name, where SHELL would choose it');
    }
    for (const command of run.script?.commands ?? []) {
      const changed = changedShell(command);
      if (changed !== undefined) report(command, `${command.name} changes a shell to or from ${changed}`);
    }
  },
});

function changedShell({ name, args }: ShellCommand): string | undefined {
  if (!['chsh', 'usermod', 'mv', 'ln'].includes(name)) return undefined;
  const values = args.map(({ value }) => value.replace(/^--shell=/, ''));
  const paths = values.filter((value) => SHELL_PATH.test(value));
  if (name === 'chsh' || name === 'usermod') return paths[0];
  // A link in place of /bin/sh is the business of shell-instruction.
  return /^(?:\/usr)?\/bin\/sh$/.test(values.at(-1) ?? '') ? undefined : paths[0];
}
