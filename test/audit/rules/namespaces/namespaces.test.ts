import { cgroupParent } from '../../../../src/audit/rules/namespaces/cgroup-parent.js';
import { hostCgroup } from '../../../../src/audit/rules/namespaces/host-cgroup.js';
import { hostIpc } from '../../../../src/audit/rules/namespaces/host-ipc.js';
import { hostNetworkBuild } from '../../../../src/audit/rules/namespaces/host-network-build.js';
import { hostNetwork } from '../../../../src/audit/rules/namespaces/host-network.js';
import { hostPid } from '../../../../src/audit/rules/namespaces/host-pid.js';
import { hostUsers } from '../../../../src/audit/rules/namespaces/host-users.js';
import { hostUts } from '../../../../src/audit/rules/namespaces/host-uts.js';
import { sharedNamespaces } from '../../../../src/audit/rules/namespaces/shared-namespaces.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

composeCases(hostNetwork, {
  complies: [
    ...services('network_mode: bridge', 'network_mode: none', 'network_mode: service:db', 'network_mode: "${MODE}"'),
    ...services(
      'network_mode: ${MODE:-bridge}',
      'networks: [host]',
      'hostname: host',
      'build: { context: ., network: host }',
    ),
    `${service('networks: [host]')}networks:\n  host:\n`,
    `${service('networks: [n]')}networks:\n  n: { external: false, name: host }\n`,
  ],
  violates: [
    [service('network_mode: host'), 4],
    [service('network_mode: "host"'), 4],
    [service('network_mode: ${MODE:-host}'), 4],
    ['app:\n  image: x\n  net: host\n', 3],
    [`${service('networks: [host]')}networks:\n  host:\n    external: true\n`, 4],
    [`${service('networks:\n  n: {}')}networks:\n  n:\n    external: true\n    name: host\n`, 4],
    [`${service('networks: [n]')}networks:\n  n:\n    external:\n      name: host\n`, 4],
    ['x-h: &h { network_mode: host }\nservices:\n  a: { <<: *h, image: a }\n  b: { image: b }\n', 1],
  ],
});

composeCases(hostNetworkBuild, {
  complies: services('build: .', 'build: { context: ., network: none }', 'network_mode: host'),
  violates: [[service('build:\n  context: .\n  network: host'), 6]],
});

const simple = [
  [hostPid, 'pid', ['service:app', 'container:x', '${PID}']],
  [hostIpc, 'ipc', ['shareable', 'private', 'service:app']],
  [hostUsers, 'userns_mode', ['private', '${MODE}', '""']],
  [hostUts, 'uts', ['"${UTS}"', 'private', '""']],
  [hostCgroup, 'cgroup', ['private', '"${C}"', '""']],
] as const;

for (const [rule, key, others] of simple) {
  composeCases(rule, {
    complies: [...services('restart: always', `${key}:`), ...others.map((other) => service(`${key}: ${other}`))],
    violates: [
      [service(`${key}: host`), 4],
      [service(`${key}: "host"`), 4],
      [service(`restart: always\n${key}: \${X:-host}`), 5],
    ],
  });
}

composeCases(cgroupParent, {
  complies: services('restart: always', 'cgroup_parent:', 'cgroup: private', 'cgroup_parent: ""'),
  violates: [
    [service('cgroup_parent: m-executor-abcd'), 4],
    [service('cgroup_parent: /docker.slice'), 4],
    [service('cgroup_parent: "${PARENT}"'), 4],
  ],
});

composeCases(sharedNamespaces, {
  complies: services('network_mode: host', 'pid: host', 'ipc: shareable', 'restart: always'),
  violates: [
    [service('network_mode: service:vpn'), 4],
    [service('network_mode: "container:abc"\npid: container:abc\nipc: service:x'), 4, 5, 6],
  ],
});
