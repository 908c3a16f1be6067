import { isWindows } from '../../../read/dockerfile/base.js';
import { instructionRule } from '../../rule.js';
import { isRoot } from '../../../model/user-id.js';
import { accountOf } from './lib/user-name.js';

export const userByNumber = instructionRule({
  id: 'user-by-number',
  title: 'USER names the account by its number',
  severity: 'info',
  theme: 'user',
  rationale:
    'From a name nobody outside can tell whether it is root: Kubernetes refuses it under runAsNonRoot, and mounts belong to numbers.',
  remedy: 'Write the number of the account, and its group.',
  example: 'USER 10001:10001',
  references: { cis: ['4.1'], hadolint: ['DL3066'] },
  keywords: ['USER'],
  checkInstruction(user, report) {
    const { name, dynamic } = accountOf(user);
    if (user.onbuild || dynamic || name === '' || /^\+?\d+$/.test(name) || isWindows(user.stage)) return;
    report(user, `${name}${isRoot(name) ? ' is 0' : ' is a name'}: the number says it without looking into the image`);
  },
});
