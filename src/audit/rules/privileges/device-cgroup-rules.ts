import { serviceRule } from '../../rule.js';
import { itemsOf, textOf } from '../../../read/compose/node.js';

export const deviceCgroupRules = serviceRule({
  id: 'device-cgroup-rules',
  title: 'Rules for devices name single devices',
  severity: 'medium',
  theme: 'privileges',
  rationale:
    'A rule with `a`, or with `*` as the major number, lets the container make and use every device of its kind, the disks of the host included.',
  remedy: 'Name the major number of the devices that are needed.',
  example: ['device_cgroup_rules:', "  - 'c 188:* rw'"].join('\n'),
  references: { cis: ['5.18'], nist: ['4.4.3'] },
  checkService(service, report) {
    for (const item of itemsOf(service.get('device_cgroup_rules'))) {
      const text = textOf(item)?.trim() ?? '';
      if (/^(?:a\b|[bc]\s+\*:)/.test(text))
        report(item, `${service.name} may use every device that "${text}" stands for`);
    }
  },
});
