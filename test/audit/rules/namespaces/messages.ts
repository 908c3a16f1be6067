import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const namespacesMessages: Messages = {
  'cgroup-parent': [[service('cgroup_parent: /docker.slice'), '4: app is put under the control group /docker.slice']],
  'host-cgroup': [[service('cgroup: host'), '4: app sees the control groups of the host (cgroup: host)']],
  'host-ipc': [[service('ipc: host'), '4: app reaches the shared memory of the host (ipc: host)']],
  'host-network': [
    ['app:\n  image: x\n  net: host\n', '3: app is on the network of the host'],
    [
      'services:\n  app:\n    image: app:1.2.3\n    networks: [host]\nnetworks:\n  host:\n    external: true\n',
      '4: app is on the network of the host (host)',
    ],
  ],
  'host-network-build': [
    [service('build:\n  context: .\n  network: host'), '6: app is built on the network of the host'],
  ],
  'host-pid': [[service('pid: host'), '4: app sees the processes of the host (pid: host)']],
  'host-users': [[service('userns_mode: host'), '4: app has the users of the host (userns_mode: host)']],
  'host-uts': [[service('uts: host'), "4: app may change the host's name (uts: host)"]],
  'shared-namespaces': [[service('network_mode: service:vpn'), '4: app shares the network with vpn']],
};
