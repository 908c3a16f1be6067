import { isRoot } from '../../../model/user-id.js';
import { instructionRule } from '../../rule.js';

export const noChownFlag = instructionRule({
  id: 'no-chown-flag',
  title: 'Files of the image belong to root',
  severity: 'info',
  theme: 'layers',
  rationale: 'What the account of the application owns it can rewrite: whoever breaks in changes the program itself.',
  remedy:
    'Leave --chown away: reading and running needs no ownership. Give the account only the folders that it writes to.',
  example: 'COPY app /app\nRUN install --directory --owner=10001 /var/lib/app',
  references: { kics: ['Chown Flag Exists'] },
  keywords: ['COPY', 'ADD'],
  checkInstruction(instruction, report) {
    const owner = instruction.flags.find(({ name }) => name === 'chown')?.value;
    if (!owner || isRoot(owner.split(':', 1)[0] ?? '')) return;
    report(instruction, `the files belong to ${owner}`);
  },
});
