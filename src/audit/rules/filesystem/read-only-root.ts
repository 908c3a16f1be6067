import { serviceRule } from '../../rule.js';
import { isWindows } from '../../../read/compose/roles.js';
import { isTrue } from '../../../read/compose/node.js';

export const readOnlyRoot = serviceRule({
  id: 'read-only-root',
  title: 'The root file system of every service is read-only',
  severity: 'medium',
  theme: 'filesystem',
  rationale: 'An attacker who can write beside the program leaves tools there, or changes it.',
  remedy: 'Write `read_only: true`, and give the folders that must be written a `tmpfs` or a volume.',
  example: ['read_only: true', 'tmpfs:', '  - /tmp'].join('\n'),
  references: { cis: ['5.13'], owasp: ['RULE #8'], nist: ['4.4.3'] },
  checkService(service, report) {
    const readOnly = service.get('read_only');
    if (isTrue(readOnly) || (readOnly?.kind === 'scalar' && readOnly.dynamic) || isWindows(service)) return;
    report(readOnly ?? service.at, `${service.name} may write to its root file system`);
  },
});
