import { dataStoreSegmentation } from '../../../../src/audit/rules/networks/data-store-segmentation.js';
import { defaultBridge } from '../../../../src/audit/rules/networks/default-bridge.js';
import { internalDataNetwork } from '../../../../src/audit/rules/networks/internal-data-network.js';
import { links } from '../../../../src/audit/rules/networks/links.js';
import { networksSet } from '../../../../src/audit/rules/networks/networks-set.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

composeCases(networksSet, {
  complies: services(
    ...['networks: [back]', 'networks: { back: { aliases: [x] } }', 'network_mode: none', 'network_mode: host'],
    ...['network_mode: service:vpn', 'networks:\n  - ${NET}', 'network_mode: "${MODE}"'],
  ),
  violates: [
    [service('restart: always'), 2],
    [service('networks:'), 2],
    [service('networks: []'), 2],
    [`services:\n  a: { image: a, networks: [n] }\n  b: { image: b }\nnetworks:\n  n:\n`, 3],
    ['app:\n  image: x\n', 1],
  ],
});

composeCases(defaultBridge, {
  complies: [
    ...services('network_mode: host', 'networks: [bridge]', 'restart: always'),
    `${service('networks: [n]')}networks:\n  n: { driver: bridge }\n`,
    `${service('networks: [n]')}networks:\n  n: { external: true, name: shared }\n`,
  ],
  violates: [
    [service('network_mode: bridge'), 4],
    [service('network_mode: "default"'), 4],
    ['app:\n  image: x\n  net: bridge\n', 3],
    [`${service('networks: [bridge]')}networks:\n  bridge: { external: true }\n`, 4],
    [`${service('networks: [n]')}networks:\n  n: { external: { name: bridge } }\n`, 4],
  ],
});

const stack = (proxy: string, app = '', db = '') =>
  `services:\n  proxy:\n    image: nginx:1\n    ports: ["80:80"]\n${proxy}  app:\n    image: app:1\n${app}  db:\n    image: postgres:17\n${db}`;
const on = (...names: readonly string[]) => `    networks: [${names.join(', ')}]\n`;

composeCases(dataStoreSegmentation, {
  complies: [
    stack(on('front'), on('front', 'back'), on('back')),
    stack('    depends_on: [db]\n'),
    stack('    environment: { DATABASE_URL: "postgres://db:5432/x" }\n'),
    stack('    env_file: .env\n'),
    stack('    network_mode: host\n'),
    'services:\n  app: { image: app:1, ports: ["80:80"] }\n  db: { image: postgres:17 }\n',
    stack('').replace('"80:80"', '"127.0.0.1:80:80"'),
    stack('').replace('postgres:17', 'other:1'),
  ],
  violates: [
    [stack(''), 2],
    [stack(on('net'), on('net'), on('net')), 5],
    [stack('    environment: { X: "mydb-db2" }\n'), 2],
    [stack(on('a', 'b'), on('a'), on('b')), 5],
  ],
});

const db = (networks: string, top: string) => `services:\n  db:\n    image: redis:8\n${networks}networks:\n${top}`;

composeCases(internalDataNetwork, {
  complies: [
    db(on('back'), '  back: { internal: true }\n'),
    db(on('back'), '  back: { external: true }\n'),
    db('', '  back:\n'),
    `${service('networks: [back]')}networks:\n  back:\n`,
  ],
  violates: [
    [db(on('back'), '  back:\n'), 4],
    [db(on('a', 'b'), '  a: { internal: true }\n  b: {}\n'), 4],
    [db(on('back'), '  back: { internal: false }\n'), 4],
  ],
});

composeCases(links, {
  complies: services('networks: [back]', 'links:', 'links: []'),
  violates: [
    [service('links:\n  - db'), 4],
    [service('external_links: [redis_1:redis]'), 4],
  ],
});
