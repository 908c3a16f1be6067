import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const networksMessages: Messages = {
  'data-store-segmentation': [
    [
      'services:\n  proxy:\n    image: nginx:1\n    ports: ["80:80"]\n  app:\n    image: app:1\n  db:\n    image: postgres:17\n',
      '2: proxy is published, and reaches db over the network default, which it does not use',
    ],
  ],
  'default-bridge': [
    ['app:\n  image: x\n  net: bridge\n', '3: app is on docker0 (network_mode: bridge)'],
    [
      'services:\n  app:\n    image: app:1.2.3\n    networks: [bridge]\nnetworks:\n  bridge: { external: true }\n',
      '4: app is on docker0 (bridge)',
    ],
  ],
  'internal-data-network': [
    [
      'services:\n  db:\n    image: redis:8\n    networks: [back]\nnetworks:\n  back:\n',
      '4: db may reach the Internet over back (not internal)',
    ],
  ],
  links: [[service('links:\n  - db'), '4: app is linked to others (links)']],
  'networks-set': [['app:\n  image: x\n', '1: app is on the default network with everything that names none']],
};
