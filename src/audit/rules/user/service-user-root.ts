import { isRoot } from '../../../model/user-id.js';
import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const serviceUserRoot = serviceRule({
  id: 'service-user-root',
  title: 'No service is told to run as root',
  severity: 'high',
  theme: 'user',
  rationale:
    'Root in a container is root of the kernel that all share. One gap in it, or one mount too many, and it is root of the host.',
  remedy: 'Take `user: root` out, or give a number of another user.',
  example: 'user: "1000:1000"',
  references: { cis: ['4.1'], owasp: ['RULE #2'], nist: ['4.1.2', '4.4.3'] },
  checkService(service, report) {
    const user = service.get('user');
    const name = textOf(user)?.trim() ?? '';
    if (user && isRoot(name.split(':', 1)[0] ?? '')) report(user, `${service.name} runs as root (user: ${name})`);
  },
});
