import { instructionRule } from '../../rule.js';
import { isWorldWritable, modeGiven } from './lib/file-mode.js';

export const noWorldWritable = instructionRule({
  id: 'no-world-writable',
  title: 'No file is open to everybody for writing',
  severity: 'medium',
  theme: 'filesystem',
  rationale:
    'Any process of the container, a compromised one too, can replace such a file: a program or a script among them, which root may run next.',
  remedy: 'Give the folder to the account that writes to it; leave the rest to root, readable for all.',
  example: 'RUN install --directory --owner=10001 --mode=0750 /var/lib/app',
  references: { nist: ['4.4.3'] },
  keywords: ['RUN', 'COPY', 'ADD'],
  checkInstruction(instruction, report) {
    const flag = instruction.flags.find(({ name }) => name === 'chmod')?.value;
    if (flag !== undefined && isWorldWritable(flag)) report(instruction, `--chmod=${flag} lets everybody write`);
    for (const command of instruction.script?.commands ?? []) {
      const mode = modeGiven(command);
      if (mode !== undefined && isWorldWritable(mode)) report(command, `${command.name} ${mode} lets everybody write`);
      if (command.name === 'umask' && /^0+$/.test(command.args[0]?.value ?? ''))
        report(command, 'umask 0 lets everybody write');
    }
  },
});
