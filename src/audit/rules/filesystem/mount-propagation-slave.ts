import { serviceRule } from '../../rule.js';

export const mountPropagationSlave = serviceRule({
  id: 'mount-propagation-slave',
  title: 'Mounts of the host do not spread into containers',
  severity: 'low',
  theme: 'filesystem',
  rationale:
    'With `slave` or `rslave` whatever is mounted on the host later, such as a disk with keys, appears in the container too.',
  remedy: 'Take the propagation out: `rprivate` is the default. Monitors that must see new disks may need it.',
  example: ['volumes:', '  - type: bind', '    source: ./data', '    target: /data'].join('\n'),
  references: { nist: ['4.4.3'], kics: ['Volume Mounted In Multiple Containers'] },
  checkService(service, report) {
    for (const mount of service.volumes) {
      if (mount.propagation === 'slave' || mount.propagation === 'rslave') {
        report(mount, `${service.name} sees what is mounted on the host later (${mount.propagation})`);
      }
    }
  },
});
