import { serviceRule } from '../../rule.js';
import { publishedPorts } from '../../../read/compose/addresses.js';
import { isWeb, written } from './lib/numbers.js';

/** Apart from `port-interface`, for this is what most proxies are there for. */
export const webPortInterface = serviceRule({
  id: 'web-port-interface',
  title: 'Ports of the web are published on one interface',
  severity: 'info',
  theme: 'ports',
  rationale:
    'A web server that is to be reached from everywhere needs no address; on a machine with several networks, it is open to all of them.',
  remedy: 'Write the address of the interface that faces the users.',
  example: ['ports:', '  - 203.0.113.7:443:8443'].join('\n'),
  references: { cis: ['5.14'], nist: ['4.4.2'], kics: ['Container Traffic Not Bound To Host Interface'] },
  checkService(service, report) {
    for (const port of publishedPorts(service)) {
      if (port.hostIp === undefined && isWeb(port))
        report(port, `${service.name} publishes ${written(port)} on every interface of the host`);
    }
  },
});
