import { instructionRule } from '../../rule.js';

export const keyValueFormat = instructionRule({
  id: 'key-value-format',
  title: 'ENV and LABEL are written with an equals sign',
  severity: 'info',
  theme: 'instructions',
  rationale:
    'ENV NAME value takes the rest of the line, so that a second name on it becomes a part of the first value.',
  remedy: 'Write NAME=value.',
  example: 'ENV NODE_ENV=production',
  references: { buildkit: ['LegacyKeyValueFormat'] },
  keywords: ['ENV', 'LABEL'],
  checkInstruction(instruction, report) {
    for (const { name, legacy, line } of instruction.assignments) {
      if (legacy) report({ line }, `${name} is written without an equals sign`);
    }
  },
});
