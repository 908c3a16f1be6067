import { serviceRule } from '../../rule.js';
import { isLoopback, publishedPorts } from '../../../read/compose/addresses.js';
import { portRange } from '../../../read/compose/ports.js';
import { written } from './lib/numbers.js';

export const publishedRange = serviceRule({
  id: 'published-range',
  title: 'No wide range of ports is published',
  severity: 'low',
  theme: 'ports',
  rationale:
    'Each port of a range is open, whether something listens on it or not, and whatever is started in the container later is reached there.',
  remedy: 'Publish the ports that are used.',
  example: ['ports:', '  - 127.0.0.1:8000-8003:8000-8003'].join('\n'),
  references: { cis: ['5.9'], nist: ['4.4.2'] },
  checkService(service, report) {
    for (const port of publishedPorts(service)) {
      const range = portRange(port.published ?? port.target);
      const count = range ? range[1] - range[0] + 1 : 0;
      if (count > 16 && !isLoopback(port.hostIp ?? ''))
        report(port, `${service.name} publishes ${count} ports at once (${written(port)})`);
    }
  },
});
