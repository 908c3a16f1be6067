import { instructionRule } from '../../rule.js';
import { changesOfFolder, folderOf, isRelative } from './lib/cd.js';

export const noRelativeCd = instructionRule({
  id: 'no-relative-cd',
  title: 'No step changes to a relative folder',
  severity: 'low',
  theme: 'layers',
  rationale: 'Where it leads depends on the folder before it, and on the base image for the first one.',
  remedy: 'Put WORKDIR with the whole path before the step.',
  example: 'WORKDIR /src/app\nRUN make',
  references: { hadolint: ['DL3003'], kics: ["RUN Instruction Using 'cd' Instead of WORKDIR"], trivy: ['DS013'] },
  keywords: ['RUN'],
  checkInstruction(run, report) {
    const change = changesOfFolder(run).find((candidate) => isRelative(folderOf(candidate)));
    if (change) report(change, `cd ${folderOf(change)} depends on the folder before it`);
  },
});
