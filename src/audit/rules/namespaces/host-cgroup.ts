import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const hostCgroup = serviceRule({
  id: 'host-cgroup',
  title: "No service is in the host's cgroup namespace",
  severity: 'medium',
  theme: 'namespaces',
  rationale:
    'It sees the control groups of all containers and services of the host, and, where they are mounted writable, may change their limits.',
  remedy: 'Take `cgroup: host` out; the default is a namespace of its own.',
  example: 'cgroup: private',
  references: { cis: ['5.25'], nist: ['4.4.3'] },
  checkService(service, report) {
    const mode = service.get('cgroup');
    if (mode && textOf(mode)?.trim() === 'host')
      report(mode, `${service.name} sees the control groups of the host (cgroup: host)`);
  },
});
