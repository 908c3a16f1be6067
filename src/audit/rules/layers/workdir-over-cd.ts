import { instructionRule } from '../../rule.js';
import { changesOfFolder, folderOf, isRelative } from './lib/cd.js';

/** Folders from the root; for others there is `no-relative-cd`, as KICS minds only those. */
export const workdirOverCd = instructionRule({
  id: 'workdir-over-cd',
  title: 'The folder of a step is chosen with WORKDIR',
  severity: 'info',
  theme: 'layers',
  rationale: 'A cd counts until the end of its RUN. In a long step it is easy to lose track of where a command runs.',
  remedy: 'Put WORKDIR before the step.',
  example: 'WORKDIR /src\nRUN make',
  references: { hadolint: ['DL3003'], trivy: ['DS013'] },
  keywords: ['RUN'],
  checkInstruction(run, report) {
    const changes = changesOfFolder(run);
    const [first] = changes;
    if (!first || changes.some((change) => isRelative(folderOf(change)))) return;
    report(first, `cd ${folderOf(first)} takes the place of WORKDIR`);
  },
});
