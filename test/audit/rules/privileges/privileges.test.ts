import { addedCapabilities } from '../../../../src/audit/rules/privileges/added-capabilities.js';
import { allCapabilitiesDropped } from '../../../../src/audit/rules/privileges/all-capabilities-dropped.js';
import { capabilitiesDropped } from '../../../../src/audit/rules/privileges/capabilities-dropped.js';
import { dangerousCapabilities } from '../../../../src/audit/rules/privileges/dangerous-capabilities.js';
import { privilegedBuild } from '../../../../src/audit/rules/privileges/privileged-build.js';
import { privileged } from '../../../../src/audit/rules/privileges/privileged.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

composeCases(privileged, {
  complies: [
    ...services(
      'privileged: false',
      'privileged: "false"',
      'restart: always',
      'privileged: ${P}',
      'privileged: ${P:-false}',
    ),
    ...services('privileged:', 'environment: { privileged: "true" }', 'x-privileged: true'),
    'services: {}',
  ],
  violates: [
    [service('privileged: true'), 4],
    [service('privileged: "true"'), 4],
    [service('privileged: yes'), 4],
    [service('privileged: ${P:-true}'), 4],
    ['app:\n  image: x\n  privileged: true\n', 3],
    ['x-p: &p\n  privileged: true\nservices:\n  a: { image: a, <<: *p }\n  b:\n    <<: *p\n    privileged: false\n', 2],
    ['version: "2"\nservices:\n  a:\n    image: a\n    privileged: true\n  b:\n    privileged: true\n', 5, 7],
  ],
});

composeCases(privilegedBuild, {
  complies: services('build: .', 'build: { context: ., privileged: false }', 'build: { entitlements: [network.host] }'),
  violates: [
    [service('build:\n  context: .\n  privileged: true'), 6],
    [service('build:\n  context: .\n  entitlements:\n    - network.host\n    - security.insecure'), 8],
  ],
});

composeCases(dangerousCapabilities, {
  complies: [
    ...services(
      'cap_drop: [ALL]',
      'cap_add: [CHOWN, SETUID]',
      'cap_add: [NET_BIND_SERVICE]',
      'cap_add: []',
      'cap_add:',
    ),
    ...services('cap_drop: [SYS_ADMIN, NET_ADMIN]', 'cap_add: ["${CAP}"]'),
  ],
  violates: [
    [service('cap_add: [ALL]'), 4],
    [service('cap_add:\n  - SYS_ADMIN\n  - CHOWN\n  - NET_ADMIN'), 5, 7],
    [service('cap_add:\n  - CAP_SYS_PTRACE'), 5],
    [service('cap_add:\n  - sys_module'), 5],
    [service('cap_drop: [ALL]\ncap_add:\n  - net_admin'), 6],
    [service('cap_add: SYS_TIME'), 4],
  ],
});

composeCases(addedCapabilities, {
  complies: services(
    'cap_add: [SYS_ADMIN]',
    'cap_drop: [ALL]\ncap_add: [CHOWN]',
    'cap_drop: [all]\ncap_add: [CHOWN]',
    'cap_add: []',
  ),
  violates: [
    [service('cap_add:\n  - IPC_LOCK\n  - SYS_NICE'), 4],
    [service('cap_drop: [MKNOD]\ncap_add: [CHOWN]'), 5],
    [service('cap_add: [SYS_ADMIN, NET_RAW]'), 4],
  ],
});

composeCases(capabilitiesDropped, {
  complies: services(
    'isolation: hyperv',
    'cap_drop: [ALL]',
    'cap_drop:\n  - NET_ADMIN',
    'cap_drop: ALL',
    'cap_drop: [CAP_MKNOD]',
  ),
  violates: [
    [service('restart: always'), 2],
    [service('cap_add: [CHOWN]'), 2],
    [service('cap_drop: []'), 2],
    [service('cap_drop:'), 2],
    ['version: "3.4"\nservices:\n  a:\n    image: a\n  b:\n    image: b\n    cap_drop: [ALL]\n', 3],
  ],
});

composeCases(allCapabilitiesDropped, {
  complies: services('cap_drop: [ALL]', 'cap_drop: [MKNOD, all]', 'cap_drop: ["${DROP}"]', 'restart: always'),
  violates: [
    [service('cap_drop:\n  - NET_ADMIN\n  - MKNOD'), 4],
    [service('cap_drop: [CAP_NET_RAW]'), 4],
  ],
});
