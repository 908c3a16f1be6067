import { serviceRule } from '../../rule.js';
import { capabilities } from './lib/capabilities.js';

export const allCapabilitiesDropped = serviceRule({
  id: 'all-capabilities-dropped',
  title: 'A service drops all capabilities, not some',
  severity: 'low',
  theme: 'privileges',
  rationale: 'A list of dropped capabilities leaves those that nobody thought of. A list of needed ones leaves none.',
  remedy: 'Write `cap_drop: [ALL]`, and in `cap_add` what is needed.',
  example: ['cap_drop: [ALL]', 'cap_add: [NET_BIND_SERVICE]'].join('\n'),
  references: { cis: ['5.4'], owasp: ['RULE #3'], nist: ['4.4.3'] },
  checkService(service, report) {
    const dropped = capabilities(service, 'cap_drop');
    if (dropped.length === 0 || dropped.some(({ name }) => name === 'ALL' || name.includes('$'))) return;
    report(
      service.node.entries.get('cap_drop') ?? service.at,
      `${service.name} drops ${dropped.map(({ name }) => name).join(', ')} only`,
    );
  },
});
