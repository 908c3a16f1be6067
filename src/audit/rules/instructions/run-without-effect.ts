import { instructionRule } from '../../rule.js';
import type { ShellCommand } from '../../../read/shell/script.js';

/** Only set what the shell itself forgets at the end of the step. */
const FORGOTTEN = new Set([
  'cd',
  'pushd',
  'export',
  'source',
  '.',
  'alias',
  'umask',
  'ulimit',
  'set',
  'shopt',
  'unset',
]);

/** Files that only set variables; any other that is sourced may do the work itself. */
const SETTINGS =
  /(?:^|\/)(?:activate|env|nvm\.sh|setup\.bash|\.(?:bashrc|bash_profile|profile|zshrc|env)|profile|environment)$/;

export const runWithoutEffect = instructionRule({
  id: 'run-without-effect',
  title: 'A step changes something',
  severity: 'medium',
  theme: 'instructions',
  rationale:
    'Every RUN has a shell of its own. Folders, variables and options that it sets are gone at its end, though the file reads as if they were not.',
  remedy: 'Use WORKDIR, ENV or SHELL, or put the command into the RUN that needs it.',
  example: 'ENV NODE_ENV=production\nWORKDIR /app',
  references: {},
  keywords: ['RUN'],
  checkInstruction(run, report) {
    const { commands = [], assignments = [] } = run.script ?? {};
    if (run.exec || commands.some(({ substituted, redirects }) => substituted || redirects.length > 0)) return;
    if (commands.length === 0 ? assignments.length === 0 : !commands.every(isForgotten)) return;
    report(run, `${commands[0]?.name ?? 'a variable'} has no effect beyond this step`);
  },
});

function isForgotten({ name, args }: ShellCommand): boolean {
  if (name === 'source' || name === '.') return SETTINGS.test(args[0]?.value ?? '');
  return FORGOTTEN.has(name);
}
