import { serviceRule } from '../../rule.js';

export const credentialSpec = serviceRule({
  id: 'credential-spec',
  title: 'A Windows identity is handed in for a reason',
  severity: 'info',
  theme: 'privileges',
  rationale:
    'With a credential spec the container acts as a managed service account of the domain: who takes it over has the rights of that account.',
  remedy: 'Use an account that may do what this service needs and nothing else.',
  example: ['credential_spec:', '  file: app-gmsa.json'].join('\n'),
  references: { nist: ['4.4.3'] },
  checkService(service, report) {
    const section = service.node.entries.get('credential_spec');
    if (section) report(section, `${service.name} acts as an account of the domain (credential_spec)`);
  },
});
