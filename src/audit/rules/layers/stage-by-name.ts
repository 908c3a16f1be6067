import { copied } from '../../../read/dockerfile/copy.js';
import { instructionRule } from '../../rule.js';

export const stageByName = instructionRule({
  id: 'stage-by-name',
  title: 'Stages are copied from by name',
  severity: 'info',
  theme: 'layers',
  rationale: 'Numbers shift when a stage comes in between: the copy then takes from another stage, without a word.',
  remedy: 'Name the stage with AS, and use the name.',
  example: 'FROM golang:1.26 AS build\nFROM scratch\nCOPY --from=build /app /app',
  references: { kics: ['Using Unnamed Build Stages'] },
  keywords: ['COPY'],
  checkInstruction(instruction, report) {
    const { from } = copied(instruction);
    if (from && /^\d+$/.test(from)) report(instruction, `stage ${from} is named by its number`);
  },
});
