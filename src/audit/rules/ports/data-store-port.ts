import { serviceRule } from '../../rule.js';
import { isPublic, publishedPorts } from '../../../read/compose/addresses.js';
import { imageName, isDataStore } from '../../../read/compose/roles.js';
import { portRange } from '../../../read/compose/ports.js';
import { DATA_STORE_PORTS, written } from './lib/numbers.js';

export const dataStorePort = serviceRule({
  id: 'data-store-port',
  title: 'No database is published',
  severity: 'high',
  theme: 'ports',
  rationale:
    'Databases, caches and queues trust their network: many ask for no password, and those that do can be tried for ever. Search engines for open ones find them within hours.',
  remedy:
    'Take the port out: services of the same network reach it without. For a tool on your machine publish it on 127.0.0.1, in an overlay for development.',
  example: ['ports:', '  - 127.0.0.1:5432:5432'].join('\n'),
  references: { cis: ['5.9', '5.14'], owasp: ['RULE #5'], nist: ['4.3.3', '4.4.2'] },
  checkService(service, report) {
    for (const port of publishedPorts(service)) {
      if (!isPublic(port)) continue;
      // The first of a range says what it is for: 8080-8090 is no InfluxDB.
      const first = portRange(port.target)?.[0];
      const known = first === undefined ? undefined : DATA_STORE_PORTS.get(first);
      const what = known ?? (isDataStore(service) ? imageName(service) : undefined);
      if (what !== undefined) report(port, `${service.name} publishes ${what} (${written(port)})`);
    }
  },
});
