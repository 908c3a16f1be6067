import { serviceUserRoot } from '../../../../src/audit/rules/user/service-user-root.js';
import { serviceUser } from '../../../../src/audit/rules/user/service-user.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

composeCases(serviceUserRoot, {
  complies: services(
    'user: "1000:1000"',
    'user: node',
    'user: "${UID}:0"',
    'user: 1000:0',
    'restart: always',
    'user: rootless',
    'user:',
  ),
  violates: [
    [service('user: root'), 4],
    [service('user: 0'), 4],
    [service('user: "0:0"'), 4],
    [service('user: root:root'), 4],
    [service('user: "${UID:-0}"'), 4],
    [service('user: "0:1000"'), 4],
  ],
});

const image = (name: string) => `services:\n  a:\n    image: ${name}\n`;

composeCases(serviceUser, {
  complies: [
    'services:\n  a:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022\n',
    ...services('user: "101"', 'build: .', 'user: root'),
    ...[
      'postgres:17',
      'docker.io/library/redis:8',
      'gcr.io/distroless/static',
      'nginxinc/nginx-unprivileged:1',
      'app:1-nonroot',
    ].map(image),
    'services:\n  a:\n    build: .\n',
  ],
  violates: [
    [image('nginx:1.29'), 2],
    [image('acme/app'), 2],
    [image('${IMAGE}'), 2],
  ],
});
