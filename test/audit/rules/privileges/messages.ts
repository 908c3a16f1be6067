import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const privilegesMessages: Messages = {
  'added-capabilities': [
    [
      service('cap_add: [SYS_ADMIN, NET_RAW]'),
      '4: app adds NET_RAW to the capabilities of Docker, and drops not all of those',
    ],
  ],
  'all-capabilities-dropped': [[service('cap_drop: [CAP_NET_RAW]'), '4: app drops NET_RAW only']],
  'apparmor-profile': [
    [
      service('security_opt:\n  - apparmor:unconfined'),
      '5: app runs without an AppArmor profile (apparmor:unconfined)',
    ],
  ],
  'capabilities-dropped': [[service('cap_drop:'), '2: app keeps all capabilities that Docker gives (no cap_drop)']],
  'credential-spec': [
    [service('credential_spec:\n  file: app.json'), '4: app acts as an account of the domain (credential_spec)'],
  ],
  'dangerous-capabilities': [[service('cap_add: [ALL]'), '4: app is given the capability ALL']],
  'device-cgroup-rules': [
    [service("device_cgroup_rules:\n  - 'b *:* r'"), '5: app may use every device that "b *:* r" stands for'],
    [service("device_cgroup_rules:\n  - 'a 7:* rmw'"), '5: app may use every device that "a 7:* rmw" stands for'],
    [service("device_cgroup_rules:\n  - 'a *:* rwm'"), '5: app may use every device that "a *:* rwm" stands for'],
    [
      service("device_cgroup_rules:\n  - 'c 1:3 mr'\n  - 'c *:* rwm'"),
      '6: app may use every device that "c *:* rwm" stands for',
    ],
  ],
  'engine-over-tls': [
    [
      service('command: dockerd -H tcp://0.0.0.0:2375'),
      '4: app offers its engine without TLS (dockerd -H tcp://0.0.0.0:2375)',
    ],
    [
      service('environment:\n  - DOCKER_TLS_CERTDIR='),
      '5: app starts its engine without TLS (DOCKER_TLS_CERTDIR is empty)',
    ],
    [
      service('environment:\n  DOCKER_HOST: tcp://dind:2375'),
      '5: app commands the engine at tcp://dind:2375 without TLS',
    ],
  ],
  'host-devices': [[service('devices:\n  - /dev/ttyUSB0:/dev/ttyUSB0'), "5: app gets the host's /dev/ttyUSB0"]],
  'masked-system-paths': [
    [
      service('security_opt:\n  - systempaths=unconfined'),
      '5: app sees the hidden parts of /proc and /sys (systempaths=unconfined)',
    ],
  ],
  'no-new-privileges': [
    [service('security_opt: [seccomp=unconfined]'), '4: security_opt of app lacks no-new-privileges:true'],
    [
      service('security_opt:\n  - no-new-privileges:false'),
      '5: app lets processes gain privileges (no-new-privileges:false)',
    ],
  ],
  privileged: [['app:\n  image: x\n  privileged: true\n', '3: app runs privileged: it has the rights of the host']],
  'privileged-build': [
    [service('build:\n  context: .\n  privileged: true'), '6: the build of app is privileged'],
    [
      service('build:\n  context: .\n  entitlements:\n    - network.host\n    - security.insecure'),
      '8: the build of app may leave its sandbox (security.insecure)',
    ],
  ],
  'privileged-groups': [[service('group_add:\n  - docker'), '5: app joins the group docker']],
  'raw-devices': [[service('devices:\n  - /dev:/dev'), "5: app gets the host's /dev"]],
  'seccomp-profile': [
    [service('security_opt:\n  - seccomp:unconfined'), '5: app runs without a seccomp profile (seccomp:unconfined)'],
  ],
  'security-options': [[service('security_opt:'), '2: app has no security_opt, and so no no-new-privileges']],
  'selinux-separation': [
    [service('security_opt:\n  - label:disable'), '5: SELinux does not confine app (label:disable)'],
  ],
};
