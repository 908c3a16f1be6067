import { copied } from '../../../read/dockerfile/copy.js';
import { instructionRule } from '../../rule.js';

/** The builder takes a bare `.` for a folder; hadolint, KICS and Trivy all want the slash there too. */
export const copyToFolder = instructionRule({
  id: 'copy-to-folder',
  title: 'Several files are copied to a folder that ends with a slash',
  severity: 'low',
  theme: 'layers',
  rationale:
    'Several sources need a folder. Without the slash the builder refuses the copy, or a later change to one source turns the folder into a file.',
  remedy: 'End the target with a slash.',
  example: 'COPY package.json package-lock.json ./',
  references: {
    hadolint: ['DL3021'],
    kics: ['Copy With More Than Two Arguments Not Ending With Slash'],
    trivy: ['DS011'],
  },
  keywords: ['COPY'],
  checkInstruction(instruction, report) {
    if (instruction.onbuild) return;
    const { sources, target } = copied(instruction);
    const count = sources.length + instruction.heredocs.length;
    if (!target || count < 2 || /[/\\]$|\$(?:\w+|\{[^}]*\})$/.test(target.value)) return;
    report(instruction, `${count} sources go to ${target.value}, which does not end with a slash`);
  },
});
