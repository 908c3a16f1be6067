import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const hostUsers = serviceRule({
  id: 'host-users',
  title: "No service is in the host's user namespace",
  severity: 'high',
  theme: 'namespaces',
  rationale:
    'Where the engine maps users, `userns_mode: host` turns that off for this container: its root is the root of the host again.',
  remedy: 'Take `userns_mode: host` out, and give files on the host to the mapped user.',
  example: 'user: "1000:1000"',
  references: { cis: ['5.31'], nist: ['4.4.3'], kics: ['Shared Host User Namespace'] },
  checkService(service, report) {
    const mode = service.get('userns_mode');
    if (mode && textOf(mode)?.trim() === 'host')
      report(mode, `${service.name} has the users of the host (userns_mode: host)`);
  },
});
