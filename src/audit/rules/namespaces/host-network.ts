import { composeRule } from '../../rule.js';
import { at, isTrue, textOf, type ComposeNode } from '../../../read/compose/node.js';

export const hostNetwork = composeRule({
  id: 'host-network',
  title: "No service is on the host's network",
  severity: 'high',
  theme: 'namespaces',
  rationale:
    "On the host's network a container reaches everything that listens on its loopback, its ports are open without being published, and it may take those of the host.",
  remedy: 'Give the service networks of its own, and publish the ports that must be reached.',
  example: ['networks: [front]', 'ports:', '  - 127.0.0.1:8080:8080'].join('\n'),
  references: { cis: ['5.10'], owasp: ['RULE #5'], nist: ['4.4.2', '4.4.3'], kics: ['Shared Host Network Namespace'] },
  check(project, report) {
    for (const service of project.services) {
      const mode = service.get('network_mode') ?? service.get('net');
      if (mode && textOf(mode)?.trim() === 'host') report(mode, `${service.name} is on the network of the host`);
      for (const name of service.networks ?? []) {
        const network = at(project.root, 'networks', name);
        if (network && isHostNetwork(name, network))
          report(
            service.node.entries.get('networks') ?? service.at,
            `${service.name} is on the network of the host (${name})`,
          );
      }
    }
  },
});

/** `host: { external: true }`, `x: { external: true, name: host }`, and the forms before 3.5. */
function isHostNetwork(key: string, network: ComposeNode): boolean {
  if (textOf(at(network, 'driver')) === 'host') return true;
  const external = at(network, 'external');
  if (!external || (external.kind === 'scalar' && !isTrue(external))) return false;
  return (textOf(at(network, 'name')) ?? textOf(at(external, 'name')) ?? key) === 'host';
}
