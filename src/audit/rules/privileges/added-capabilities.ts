import { serviceRule } from '../../rule.js';
import { capabilities, DANGEROUS } from './lib/capabilities.js';

/** KICS objects to any `cap_add`; to drop all and add those that are needed is what CIS and OWASP ask for, so it complies here. */
export const addedCapabilities = serviceRule({
  id: 'added-capabilities',
  title: 'A service that adds capabilities drops all others',
  severity: 'low',
  theme: 'privileges',
  rationale:
    'Docker leaves fourteen capabilities to every container. To add more without dropping those that are not used makes a break-in worth more.',
  remedy: 'Write `cap_drop: [ALL]` beside `cap_add`, and keep the list of what is added short.',
  example: ['cap_drop: [ALL]', 'cap_add: [CHOWN, SETUID, SETGID]'].join('\n'),
  references: { cis: ['5.4'], owasp: ['RULE #3'], nist: ['4.4.3'], kics: ['Container Capabilities Unrestricted'] },
  checkService(service, report) {
    if (capabilities(service, 'cap_drop').some(({ name }) => name === 'ALL')) return;
    const added = capabilities(service, 'cap_add').filter(({ name }) => !DANGEROUS.has(name));
    const [first] = added;
    if (!first) return;
    const names = added.map(({ name }) => name).join(', ');
    report(
      service.node.entries.get('cap_add') ?? first,
      `${service.name} adds ${names} to the capabilities of Docker, and drops not all of those`,
    );
  },
});
