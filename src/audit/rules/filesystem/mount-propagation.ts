import { serviceRule } from '../../rule.js';

export const mountPropagation = serviceRule({
  id: 'mount-propagation',
  title: 'Mounts do not spread to the host',
  severity: 'medium',
  theme: 'filesystem',
  rationale:
    'With `shared` or `rshared` what a container mounts appears on the host, and in all other containers with the same mount.',
  remedy: 'Take the propagation out: `rprivate` is the default.',
  example: ['volumes:', '  - type: bind', '    source: ./data', '    target: /data'].join('\n'),
  references: { cis: ['5.20'], nist: ['4.4.3', '4.5.5'], kics: ['Volume Mounted In Multiple Containers'] },
  checkService(service, report) {
    for (const mount of service.volumes) {
      if (mount.propagation === 'shared' || mount.propagation === 'rshared') {
        report(
          mount,
          `what ${service.name} mounts under ${mount.target ?? ''} appears on the host (${mount.propagation})`,
        );
      }
    }
  },
});
