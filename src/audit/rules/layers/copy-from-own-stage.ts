import { copied } from '../../../read/dockerfile/copy.js';
import { instructionRule } from '../../rule.js';

export const copyFromOwnStage = instructionRule({
  id: 'copy-from-own-stage',
  title: 'No stage copies from itself',
  severity: 'medium',
  theme: 'layers',
  rationale: 'A stage is no source before it is finished. The build fails.',
  remedy: 'Name another stage; within a stage, use RUN cp.',
  example: 'FROM golang:1.26 AS build\nFROM scratch\nCOPY --from=build /app /app',
  references: {
    hadolint: ['DL3023'],
    kics: ["COPY '--from' References Current FROM Alias", 'Copy From References Current FROM Alias'],
    trivy: ['DS006'],
  },
  keywords: ['COPY'],
  checkInstruction(instruction, report, dockerfile) {
    const { from } = copied(instruction);
    const { stage } = instruction;
    if (!from || !stage || !dockerfile.complete) return;
    if (stage.name === from.toLowerCase() || from === String(stage.index))
      report(instruction, `${from} is this very stage`);
  },
});
