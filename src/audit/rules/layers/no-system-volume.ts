import { instructionRule } from '../../rule.js';

export const noSystemVolume = instructionRule({
  id: 'no-system-volume',
  title: 'No system folder is a volume',
  severity: 'medium',
  theme: 'layers',
  rationale: 'Over /dev, /proc or /sys a volume hides what the kernel gives the container, or keeps parts of it.',
  remedy: 'Make a volume of the folder that holds data, and of nothing above it.',
  example: 'VOLUME /var/lib/app',
  references: { dockle: ['DKL-DI-0002'] },
  keywords: ['VOLUME'],
  checkInstruction(instruction, report) {
    for (const { value, line } of instruction.args) {
      if (/^\/+(?:(?:dev|proc|sys)(?:\/.*)?|boot|etc|usr|bin|sbin|lib)?\/*$/.test(value))
        report({ line }, `${value} is a folder of the system`);
    }
  },
});
