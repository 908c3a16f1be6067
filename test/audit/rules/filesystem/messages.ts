import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const filesystemMessages: Messages = {
  'no-world-writable': [
    ['RUN chmod 777 /a', '1: chmod 777 lets everybody write'],
    ['RUN umask 000 && make', '1: umask 0 lets everybody write'],
    ['COPY --chmod=777 a /b', '1: --chmod=777 lets everybody write'],
  ],
  'docker-socket': [
    [service('use_api_socket: true'), '4: app may command the Docker engine (use_api_socket)'],
    [
      service('volumes:\n  - /var/run/docker.sock:/var/run/docker.sock'),
      '5: app may command the Docker engine (/var/run/docker.sock)',
    ],
    [
      'services:\n  app:\n    image: app:1.2.3\n    volumes: [d:/d]\nvolumes:\n  d:\n    driver_opts:\n      device: /var/run/docker.sock\n',
      '8: the volume d is the socket of the Docker engine (/var/run/docker.sock)',
    ],
  ],
  'engine-socket': [
    [
      service('volumes:\n  - /var/run/crio/crio.sock:/x'),
      '5: app may command the container engine (/var/run/crio/crio.sock)',
    ],
  ],
  'host-credentials': [
    [service('volumes:\n  - ~:/home'), '5: app gets the home of a user (~)'],
    [service('volumes:\n  - ./id_rsa:/x'), '5: app gets credentials of a user (./id_rsa)'],
  ],
  'host-system-path': [
    [service('volumes:\n  - /home/me/app:/app'), '5: app may write to /home/me/app of the host'],
    [
      service('volumes:\n  - /etc/nginx/nginx.conf:/etc/nginx/nginx.conf:ro'),
      '5: app reads /etc/nginx/nginx.conf of the host',
    ],
  ],
  'mount-propagation': [
    [service('volumes:\n  - ./x:/x:rshared'), '5: what app mounts under /x appears on the host (rshared)'],
  ],
  'mount-propagation-slave': [
    [service('volumes:\n  - /:/host:ro,rslave'), '5: app sees what is mounted on the host later (rslave)'],
  ],
  'read-only-root': [[service('tmpfs: /tmp'), '2: app may write to its root file system']],
  'repository-mounted': [
    [service('volumes:\n  - .:/app'), '5: app may write to the folder of the project (. on /app)'],
  ],
  'sensitive-host-directory': [
    [service('volumes:\n  - //etc:/x'), '5: app may write to /etc of the host'],
    [service('volumes:\n  - /:/host:ro'), '5: app reads / of the host'],
  ],
  'shared-volume': [
    [
      'services:\n  a:\n    image: a\n    volumes:\n      - data:/data\n  b:\n    image: b\n    volumes:\n      - data:/data\n',
      '5: a shares data with b',
      '9: b shares data with a',
    ],
  ],
  'tmpfs-executable': [[service('tmpfs: /tmp:exec'), '4: the tmpfs /tmp of app is mounted with exec']],
};
