import { instructionRule } from '../../rule.js';

export const noSystemWorkdir = instructionRule({
  id: 'no-system-workdir',
  title: 'No system folder is the working directory',
  severity: 'high',
  theme: 'layers',
  rationale:
    'Below /proc, /dev and their like the kernel itself answers: a working directory such as /proc/self/fd/8 has been a way out of the container.',
  remedy: 'Work in a folder of the application.',
  example: 'WORKDIR /app',
  references: { trivy: ['DS030'] },
  keywords: ['WORKDIR'],
  checkInstruction(instruction, report) {
    const path = instruction.args[0]?.value ?? '';
    if (/^\/(?:proc|boot|dev|initrd|lost\+found|sys)(?:\/|$)/.test(path))
      report(instruction, `${path} is a folder of the system`);
  },
});
