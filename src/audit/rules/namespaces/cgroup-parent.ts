import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const cgroupParent = serviceRule({
  id: 'cgroup-parent',
  title: 'No service is put under another control group',
  severity: 'low',
  theme: 'namespaces',
  rationale:
    'Limits that the administrator set for containers hold for the group that they are in. Another parent leaves them behind.',
  remedy: 'Take `cgroup_parent` out, and give the service limits of its own.',
  example: ['deploy:', '  resources:', '    limits:', '      memory: 256M'].join('\n'),
  references: { cis: ['5.25'], nist: ['4.4.3'], kics: ['Cgroup Not Default'] },
  checkService(service, report) {
    const parent = service.get('cgroup_parent');
    const name = textOf(parent);
    if (parent && name) report(parent, `${service.name} is put under the control group ${name}`);
  },
});
