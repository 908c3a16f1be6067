import { dataStorePort } from '../../../../src/audit/rules/ports/data-store-port.js';
import { dockerDaemonPort } from '../../../../src/audit/rules/ports/docker-daemon-port.js';
import { portAnyAddress } from '../../../../src/audit/rules/ports/port-any-address.js';
import { portInterface } from '../../../../src/audit/rules/ports/port-interface.js';
import { privilegedPorts } from '../../../../src/audit/rules/ports/privileged-ports.js';
import { publishedRange } from '../../../../src/audit/rules/ports/published-range.js';
import { serviceSshPort } from '../../../../src/audit/rules/ports/service-ssh-port.js';
import { webPortInterface } from '../../../../src/audit/rules/ports/web-port-interface.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

const port = (text: string) => service(`ports:\n  - ${text}`);
const quoted = (text: string) => port(`"${text}"`);

composeCases(portInterface, {
  complies: [
    ...[
      '127.0.0.1:8080:80',
      '192.168.1.2:80:80',
      '127.0.0.1::80',
      '[::1]:8080:80',
      '0.0.0.0:8080:80',
      '::1:8080:80',
    ].map(quoted),
    ...['${IP}:8080:80', '${IP:-127.0.0.1}:8080:80', '80:8080', '443:8443/tcp'].map(quoted),
    port('{ target: 80, published: 8080, host_ip: 127.0.0.1 }'),
    ...services('expose: ["80"]', 'ports: []', 'network_mode: host\nports: ["8080:80"]', 'ports:'),
  ],
  violates: [
    [quoted('8080:80'), 5],
    [quoted('80'), 5],
    [port('3000'), 5],
    [port('8080:80'), 5],
    [quoted('${PORT}:80'), 5],
    [quoted('${PORT:-8080}:80/udp'), 5],
    [quoted('9090-9091:8080-8081'), 5],
    [port('{ target: 80, published: 8080 }'), 5],
    [port('target: 80\n    published: "8080"\n    mode: host'), 5],
    [port('target: 80'), 5],
    [service('ports:\n  - "127.0.0.1:1:1"\n  - "2:2"\n  - 3:3'), 6, 7],
  ],
});

composeCases(webPortInterface, {
  complies: ['8080:80', '127.0.0.1:80:80', '203.0.113.7:443:443', '80', '8443:443'].map(quoted),
  violates: [
    [quoted('80:8080'), 5],
    [service('ports:\n  - 443:8443\n  - target: 80\n    published: 80'), 5, 6],
  ],
});

composeCases(portAnyAddress, {
  complies: ['8080:80', '127.0.0.1:8080:80', '${IP}:8080:80', '10.0.0.1:8080:80', '0.0.0.0:80:80', '[::1]:81:80'].map(
    quoted,
  ),
  violates: [
    [quoted('0.0.0.0:8080:80'), 5],
    [quoted('[::]:8080:80'), 5],
    [quoted('${IP:-0.0.0.0}:8080:80'), 5],
    [port('{ target: 80, published: 8080, host_ip: 0.0.0.0 }'), 5],
  ],
});

composeCases(privilegedPorts, {
  complies: [
    ...[
      '8080:8081',
      '127.0.0.1:3000:3000',
      '3000-3005',
      '1024:1024',
      '${HOST}:8080',
      '9090-9091:8080-8081',
      '49100',
    ].map(quoted),
    port('{ target: 8080, published: 8081 }'),
    ...services(
      'cap_drop: [NET_BIND_SERVICE]\nports: ["80:80"]',
      'cap_drop: [ALL]\nports: ["443:8443"]',
      'expose: [80]',
    ),
    service('cap_drop: [CAP_NET_BIND_SERVICE]\nports: ["80:80"]'),
  ],
  violates: [
    [quoted('80:8080'), 5],
    [quoted('8080:80'), 5],
    [quoted('80'), 5],
    [port('443'), 5],
    [quoted('6060:53/udp'), 5],
    [quoted('127.0.0.1:80:8080'), 5],
    [quoted('127.0.0.1::80'), 5],
    [quoted('1000-1005:2000-2005'), 5],
    [quoted('2000-2005:1000-1005'), 5],
    [quoted('${HOST:-80}:8080'), 5],
    [port('{ target: 80, published: 8080 }'), 5],
    [port('{ target: 8080, published: 80 }'), 5],
    [service('cap_drop: [ALL]\ncap_add: [NET_BIND_SERVICE]\nports:\n  - 80:80'), 7],
    [service('cap_drop: [MKNOD]\nports:\n  - 80:80'), 6],
  ],
});

composeCases(dataStorePort, {
  complies: [
    ...[
      '8080:80',
      '127.0.0.1:5432:5432',
      '[::1]:6379:6379',
      '192.168.1.5:3306:3306',
      '${IP}:5432:5432',
      '5432:8080',
      '8080-8090:8080-8090',
      '50000:50000',
      '7000:7000',
    ].map(quoted),
    ...services('expose: [5432]', 'environment: { PORT: "5432" }'),
    'services:\n  db:\n    image: postgres:17\n',
  ],
  violates: [
    [quoted('5432:5432'), 5],
    [quoted('15432:5432'), 5],
    [port('6379:6379'), 5],
    [quoted('0.0.0.0:27017:27017'), 5],
    [quoted('[::]:9200:9200'), 5],
    [quoted('203.0.113.5:11211:11211'), 5],
    [quoted('5672-5680:5672-5680'), 5],
    ['services:\n  db:\n    image: example/db2:11\n    ports: ["50000:50000"]\n', 4],
    [port('{ target: 3306, published: 3306 }'), 5],
    ['services:\n  db:\n    image: bitnami/postgresql:17\n    ports:\n      - "7777:7777"\n', 5],
    ['services:\n  db:\n    image: mcr.microsoft.com/mssql/server:2022-latest\n    ports: ["1433:1433"]\n', 4],
  ],
});

composeCases(serviceSshPort, {
  complies: [
    ...['2222:2222', '22:8022', '127.0.0.1:2222:22'].map(quoted),
    'services:\n  git:\n    image: gitea/gitea:1\n    ports: ["222:22"]\n',
  ],
  violates: [
    [quoted('2222:22'), 5],
    [quoted('22:22'), 5],
    [quoted('20-25:20-25'), 5],
    ['services:\n  a:\n    image: registry.gitlab.com/shop/web:1\n    ports: ["2222:22"]\n', 4],
  ],
});

composeCases(dockerDaemonPort, {
  complies: ['127.0.0.1:2375:2375', '8080:80', '2375:80'].map(quoted),
  violates: [
    [quoted('2375:2375'), 5],
    [port('2376:2376'), 5],
  ],
});

composeCases(publishedRange, {
  complies: ['8000-8010:8000-8010', '127.0.0.1:8000-8100:8000-8100', '8080:80', '${A}-${B}:80'].map(quoted),
  violates: [
    [quoted('30000-30100:30000-30100/udp'), 5],
    [quoted('10000-10100'), 5],
  ],
});
