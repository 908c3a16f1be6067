import { serviceRule } from '../../rule.js';
import { itemsOf, textOf } from '../../../read/compose/node.js';

const PRIVILEGED = new Set(['root', '0', 'docker', 'disk', 'sudo', 'wheel', 'adm', 'shadow', 'kmem', 'lxd', 'libvirt']);

export const privilegedGroups = serviceRule({
  id: 'privileged-groups',
  title: 'No service joins a group that is as good as root',
  severity: 'medium',
  theme: 'privileges',
  rationale:
    'Members of docker, disk, sudo or the group of root may command the engine, read the disk, or become root.',
  remedy: "Give the service's user a group of its own, and the files that it needs to that group.",
  example: ['group_add:', "  - '1500'"].join('\n'),
  references: { cis: ['4.1'], owasp: ['RULE #2'], nist: ['4.4.3'] },
  checkService(service, report) {
    for (const item of itemsOf(service.get('group_add'))) {
      const group = textOf(item)?.trim() ?? '';
      // With a default, `${DOCKER_GID:-999}`, the text is a number that says nothing.
      const written = item.kind === 'scalar' ? item.raw.trim() : group;
      if (PRIVILEGED.has(group.toLowerCase()) || /^\$\{?DOCKER_(?:GID|GROUP)/i.test(written)) {
        report(item, `${service.name} joins the group ${written}`);
      }
    }
  },
});
