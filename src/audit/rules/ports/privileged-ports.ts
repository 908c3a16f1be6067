import { serviceRule } from '../../rule.js';
import { publishedPorts } from '../../../read/compose/addresses.js';
import { drops } from '../privileges/lib/capabilities.js';
import { reachesBelow, written } from './lib/numbers.js';

/** As KICS has it, a service that has dropped NET_BIND_SERVICE (or all) complies; a port of the host that is below 1024 is then opened by the engine alone. */
export const privilegedPorts = serviceRule({
  id: 'privileged-ports',
  title: 'No port below 1024 is mapped',
  severity: 'low',
  theme: 'ports',
  rationale:
    'Ports below 1024 belong to root. A server that listens on one in its container starts as root, or with NET_BIND_SERVICE; on the host, services of the system are expected there.',
  remedy:
    'Let the server listen on a higher port. Where the host must answer on 80 or 443, drop NET_BIND_SERVICE in the container.',
  example: ['cap_drop: [ALL]', 'ports:', '  - 127.0.0.1:8080:8080'].join('\n'),
  references: { cis: ['5.8'], nist: ['4.4.2'], kics: ['Privileged Ports Mapped In Container'] },
  checkService(service, report) {
    for (const port of publishedPorts(service)) {
      if (!reachesBelow(port.published, 1024) && !reachesBelow(port.target, 1024)) continue;
      if (!drops(service, 'NET_BIND_SERVICE'))
        report(port, `${service.name} maps a port below 1024 (${written(port)})`);
    }
  },
});
