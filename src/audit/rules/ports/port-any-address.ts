import { serviceRule } from '../../rule.js';
import { onEveryInterface, publishedPorts } from '../../../read/compose/addresses.js';
import { isWeb, written } from './lib/numbers.js';

/** Apart from `port-interface`: other tools take any address for a bound one. */
export const portAnyAddress = serviceRule({
  id: 'port-any-address',
  title: 'No port is published on the address of all interfaces',
  severity: 'medium',
  theme: 'ports',
  rationale: '`0.0.0.0` and `::` say the same as no address: open on every interface, past ufw and firewalld.',
  remedy: 'Write the address of one interface: `127.0.0.1:8080:80`.',
  example: ['ports:', '  - 127.0.0.1:8080:80'].join('\n'),
  references: { cis: ['5.14'], owasp: ['RULE #5'], nist: ['4.4.2'] },
  checkService(service, report) {
    for (const port of publishedPorts(service)) {
      if (port.hostIp === undefined || !onEveryInterface(port) || isWeb(port)) continue;
      report(port, `${service.name} publishes ${written(port)} on every interface of the host`);
    }
  },
});
