import { serviceRule } from '../../rule.js';
import { publishedPorts } from '../../../read/compose/addresses.js';
import { isWeb, written } from './lib/numbers.js';

export const portInterface = serviceRule({
  id: 'port-interface',
  title: 'Ports are published on one interface',
  severity: 'medium',
  theme: 'ports',
  rationale:
    "Without an address a port is open on every interface of the host, and Docker's own firewall rules go before those of ufw and firewalld.",
  remedy:
    'Write the address: `127.0.0.1:8080:80` for what a proxy on the machine reaches. What only other services reach need not be published.',
  example: ['ports:', '  - 127.0.0.1:8080:80'].join('\n'),
  references: {
    cis: ['5.14'],
    owasp: ['RULE #5'],
    nist: ['4.4.2'],
    kics: ['Container Traffic Not Bound To Host Interface'],
  },
  checkService(service, report) {
    for (const port of publishedPorts(service)) {
      if (port.hostIp !== undefined || isWeb(port)) continue;
      report(port, `${service.name} publishes ${written(port)} on every interface of the host`);
    }
  },
});
