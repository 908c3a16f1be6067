import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const portsMessages: Messages = {
  'no-exposed-ssh': [['EXPOSE 22', '1: 22 is the port of SSH']],
  'exposed-port-range': [['EXPOSE 65536', '1: there is no port 65536']],
  'exposed-privileged-port': [['EXPOSE 80', '1: port 80 is below 1024']],
  'expose-format': [
    ['EXPOSE http', '1: http is no port'],
    ['EXPOSE 8080:80', '1: 8080:80 maps to the host'],
  ],
  'expose-protocol-casing': [
    ['EXPOSE 80/TCP', '1: TCP is tcp'],
    ['FROM a:1\nEXPOSE 80/tcp 53/Udp', '2: Udp is udp'],
  ],
  'data-store-port': [
    [service('ports:\n  - 6379:6379'), '5: app publishes Redis (6379:6379)'],
    [service('ports:\n  - "5432:5432"'), '5: app publishes PostgreSQL (5432:5432)'],
    [service('ports:\n  - "[::]:9200:9200"'), '5: app publishes Elasticsearch ([::]:9200:9200)'],
    [service('ports:\n  - "0.0.0.0:27017:27017"'), '5: app publishes MongoDB (0.0.0.0:27017:27017)'],
    [service('ports:\n  - "5672-5680:5672-5680"'), '5: app publishes RabbitMQ (5672-5680:5672-5680)'],
  ],
  'docker-daemon-port': [[service('ports:\n  - 2376:2376'), '5: app publishes a Docker engine (2376:2376)']],
  'port-any-address': [
    [service('ports:\n  - "[::]:8080:80"'), '5: app publishes [::]:8080:80 on every interface of the host'],
  ],
  'port-interface': [[service('ports:\n  - 3000'), '5: app publishes 3000 on every interface of the host']],
  'privileged-ports': [[service('ports:\n  - 443'), '5: app maps a port below 1024 (443)']],
  'published-range': [[service('ports:\n  - "10000-10100"'), '5: app publishes 101 ports at once (10000-10100)']],
  'service-ssh-port': [[service('ports:\n  - "22:22"'), '5: app publishes an SSH server (22:22)']],
  'web-port-interface': [[service('ports:\n  - "80:8080"'), '5: app publishes 80:8080 on every interface of the host']],
};
