import { credentialSpec } from '../../../../src/audit/rules/privileges/credential-spec.js';
import { deviceCgroupRules } from '../../../../src/audit/rules/privileges/device-cgroup-rules.js';
import { engineOverTls } from '../../../../src/audit/rules/privileges/engine-over-tls.js';
import { hostDevices } from '../../../../src/audit/rules/privileges/host-devices.js';
import { privilegedGroups } from '../../../../src/audit/rules/privileges/privileged-groups.js';
import { rawDevices } from '../../../../src/audit/rules/privileges/raw-devices.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

composeCases(rawDevices, {
  complies: services(
    'devices: [/dev/ttyUSB0:/dev/ttyUSB0]',
    'devices: [/dev/dri]',
    'devices: [vendor.com/class=gpu]',
    'devices: []',
  ),
  violates: [
    [service('devices:\n  - /dev/sda:/dev/xvdc:rwm'), 5],
    [service('devices:\n  - /dev/ttyUSB0\n  - /dev/mem'), 6],
    [service('devices:\n  - /dev:/dev'), 5],
    [service('devices:\n  - /dev/:/dev'), 5],
    [service('devices:\n  - /dev/nvme0n1p1'), 5],
    [service('devices:\n  - source: /dev/kmem\n    target: /dev/kmem'), 5],
    [service('devices:\n  - /dev/mapper/vg-root'), 5],
  ],
});

composeCases(hostDevices, {
  complies: services('devices: [/dev/sda]', 'devices: [vendor.com/class=gpu]', 'devices: []', 'devices: ["${DEVICE}"]'),
  violates: [
    [service('devices:\n  - /dev/ttyUSB0:/dev/ttyUSB0'), 5],
    [service('devices:\n  - /dev/dri\n  - /dev/net/tun:/dev/net/tun'), 5, 6],
  ],
});

composeCases(deviceCgroupRules, {
  complies: services(
    "device_cgroup_rules: ['c 1:3 mr']",
    "device_cgroup_rules: ['c 188:* rmw']",
    'device_cgroup_rules: []',
  ),
  violates: [
    [service("device_cgroup_rules:\n  - 'a 7:* rmw'"), 5],
    [service("device_cgroup_rules:\n  - 'c 1:3 mr'\n  - 'c *:* rwm'"), 6],
    [service("device_cgroup_rules:\n  - 'b *:* r'"), 5],
    [service("device_cgroup_rules:\n  - 'a *:* rwm'"), 5],
  ],
});

composeCases(credentialSpec, {
  complies: services('restart: always'),
  violates: [[service('credential_spec:\n  file: app.json'), 4]],
});

composeCases(privilegedGroups, {
  complies: services('group_add: [mail]', "group_add: ['1500']", 'group_add: ["${GID}"]', 'group_add: []'),
  violates: [
    [service('group_add:\n  - docker'), 5],
    [service('group_add:\n  - mail\n  - 0'), 6],
    [service('group_add:\n  - "${DOCKER_GID}"'), 5],
    [service('group_add:\n  - "${DOCKER_GID:-999}"'), 5],
    [service('group_add: [root, disk]'), 4, 4],
  ],
});

composeCases(engineOverTls, {
  complies: [
    ...services(
      'environment: { DOCKER_HOST: "tcp://dind:2376" }',
      'environment: [DOCKER_HOST=unix:///var/run/docker.sock]',
    ),
    ...services(
      'environment: [DOCKER_HOST=ssh://root@host]',
      'environment: { DOCKER_TLS_CERTDIR: /certs }',
      'command: ls',
    ),
  ],
  violates: [
    [service('environment:\n  DOCKER_HOST: tcp://dind:2375'), 5],
    [service('environment:\n  - DOCKER_TLS_CERTDIR='), 5],
    [service('environment:\n  DOCKER_TLS_CERTDIR: ""'), 5],
    [service('command: dockerd -H tcp://0.0.0.0:2375'), 4],
    [service('command:\n  - --host=unix:///var/run/docker.sock\n  - --tls=false'), 6],
  ],
});
