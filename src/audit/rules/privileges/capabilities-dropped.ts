import { serviceRule } from '../../rule.js';
import { isWindows } from '../../../read/compose/roles.js';
import { capabilities } from './lib/capabilities.js';

export const capabilitiesDropped = serviceRule({
  id: 'capabilities-dropped',
  title: 'Every service drops capabilities',
  severity: 'medium',
  theme: 'privileges',
  rationale:
    'Docker leaves fourteen capabilities to every container, among them those to forge packets, change owners and become any user. A service hardly ever needs one.',
  remedy: 'Write `cap_drop: [ALL]`, and add those that the service fails without.',
  example: 'cap_drop: [ALL]',
  references: { cis: ['5.4'], owasp: ['RULE #3'], nist: ['4.4.3'], kics: ['Container Capabilities Unrestricted'] },
  checkService(service, report) {
    if (capabilities(service, 'cap_drop').length === 0 && !isWindows(service))
      report(service.at, `${service.name} keeps all capabilities that Docker gives (no cap_drop)`);
  },
});
