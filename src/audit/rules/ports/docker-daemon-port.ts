import { serviceRule } from '../../rule.js';
import { isPublic, publishedPorts } from '../../../read/compose/addresses.js';
import { includes, written } from './lib/numbers.js';

export const dockerDaemonPort = serviceRule({
  id: 'docker-daemon-port',
  title: 'No Docker engine is published',
  severity: 'critical',
  theme: 'ports',
  rationale: 'Whoever reaches an engine on 2375 is root on its machine; on 2376, whoever has a certificate of it.',
  remedy: 'Take the port out. Reach the engine over SSH: `docker context create --docker host=ssh://…`.',
  example: ['ports:', '  - 127.0.0.1:8080:8080'].join('\n'),
  references: { owasp: ['RULE #1'], nist: ['4.4.2', '4.4.3'] },
  checkService(service, report) {
    for (const port of publishedPorts(service)) {
      if (!isPublic(port)) continue;
      const number = [2375, 2376].find((one) => includes(port.target, one));
      if (number !== undefined) report(port, `${service.name} publishes a Docker engine (${written(port)})`);
    }
  },
});
