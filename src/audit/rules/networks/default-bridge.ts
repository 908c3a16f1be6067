import { composeRule } from '../../rule.js';
import { at, textOf } from '../../../read/compose/node.js';

export const defaultBridge = composeRule({
  id: 'default-bridge',
  title: "No service is on Docker's default bridge",
  severity: 'medium',
  theme: 'networks',
  rationale:
    'On docker0 all containers of the machine reach each other, those of other projects included, and there are no names.',
  remedy: 'Take `network_mode: bridge` out, and name a network of the project.',
  example: 'networks: [back]',
  references: { cis: ['5.30'], owasp: ['RULE #5'], nist: ['4.3.3', '4.4.2'], kics: ['Networks Not Set'] },
  check(project, report) {
    for (const service of project.services) {
      const mode = service.get('network_mode') ?? service.get('net');
      if (mode && /^(?:bridge|default)$/.test(textOf(mode)?.trim() ?? ''))
        report(mode, `${service.name} is on docker0 (network_mode: ${textOf(mode)})`);
      for (const name of service.networks ?? []) {
        const network = at(project.root, 'networks', name);
        const external = at(network, 'external');
        const called = textOf(at(network, 'name')) ?? textOf(at(external, 'name')) ?? name;
        if (external && textOf(external) !== 'false' && called === 'bridge') {
          report(service.node.entries.get('networks') ?? service.at, `${service.name} is on docker0 (${name})`);
        }
      }
    }
  },
});
