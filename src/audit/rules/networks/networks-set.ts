import { serviceRule } from '../../rule.js';

/** A `network_mode` excludes networks; what is wrong with one has rules of its own. */
export const networksSet = serviceRule({
  id: 'networks-set',
  title: 'Every service names its networks',
  severity: 'low',
  theme: 'networks',
  rationale:
    'Services that name none share the `default` network of the project, where each reaches all others: one that is taken over can try its neighbours.',
  remedy: 'Put services that talk to each other on a network of their own, and name it in both.',
  example: ['services:', '  app:', '    networks: [back]', 'networks:', '  back: {}'].join('\n'),
  references: { cis: ['5.30'], owasp: ['RULE #5'], nist: ['4.3.3', '4.4.2'], kics: ['Networks Not Set'] },
  checkService(service, report) {
    if (service.networkMode !== undefined) return;
    if (!service.networks || service.networks.length === 0)
      report(service.at, `${service.name} is on the default network with everything that names none`);
  },
});
