import { composeRule } from '../../rule.js';
import { isTrue } from '../../../read/compose/node.js';
import { socketKind, hostPathsOfVolumes } from './lib/host-paths.js';

export const dockerSocket = composeRule({
  id: 'docker-socket',
  title: 'No container gets the socket of Docker',
  severity: 'critical',
  theme: 'filesystem',
  rationale:
    'Whoever may talk to the socket starts a privileged container that mounts the root of the host. A mount that is read-only changes nothing: it is written to by connecting.',
  remedy:
    'Take the mount out. Give tools that watch containers a proxy that lets through the reading calls they need, in a network of its own.',
  example: ['environment:', '  DOCKER_HOST: tcp://socket-proxy:2375'].join('\n'),
  references: {
    cis: ['5.32'],
    owasp: ['RULE #1'],
    nist: ['4.4.3', '4.5.5'],
    kics: ['Docker Socket Mounted In Container', 'Volume Has Sensitive Host Directory'],
  },
  concerns: (service) => service.volumes.length > 0 || service.get('use_api_socket') !== undefined,
  check(project, report) {
    for (const service of project.services) {
      const api = service.get('use_api_socket');
      if (api && isTrue(api)) report(api, `${service.name} may command the Docker engine (use_api_socket)`);
      for (const mount of service.volumes) {
        if (mount.source !== undefined && socketKind(mount.source) === 'docker') {
          report(mount, `${service.name} may command the Docker engine (${mount.source})`);
        }
      }
    }
    for (const { path, who, ...place } of hostPathsOfVolumes(project)) {
      if (socketKind(path) === 'docker') report(place, `${who} is the socket of the Docker engine (${path})`);
    }
  },
});
