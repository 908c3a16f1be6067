import { instructionRule } from '../../rule.js';

const COMMANDS = new Set([
  'free',
  'ifconfig',
  'kill',
  'mount',
  'nano',
  'ps',
  'service',
  'shutdown',
  'ssh',
  'top',
  'vim',
]);

export const noInteractiveCommands = instructionRule({
  id: 'no-interactive-commands',
  title: 'Steps run commands that make sense in a build',
  severity: 'info',
  theme: 'layers',
  rationale:
    'There is no terminal, no service manager and no other process while a step runs: such a command does nothing, or waits for ever.',
  remedy: 'Leave it out. What is to run in the container is started by CMD.',
  example: 'CMD ["nginx", "-g", "daemon off;"]',
  references: { hadolint: ['DL3001'], kics: ['Run Utilities And POSIX Commands'] },
  keywords: ['RUN'],
  checkInstruction(run, report) {
    const command = run.script?.commands.find(({ name }) => COMMANDS.has(name));
    if (command) report(command, `${command.name} has no place in a build`);
  },
});
