import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const hostNetworkBuild = serviceRule({
  id: 'host-network-build',
  title: "No image is built on the host's network",
  severity: 'low',
  theme: 'namespaces',
  rationale:
    'While it is built, what the Dockerfile downloads and runs reaches everything that listens on the loopback of the builder.',
  remedy: 'Take `network: host` out of `build`; what the build needs ought to be reachable from its own network.',
  example: ['build:', '  context: .'].join('\n'),
  references: { cis: ['5.10'], nist: ['4.4.2'] },
  checkService(service, report) {
    const mode = service.get('build', 'network');
    if (mode && textOf(mode) === 'host') report(mode, `${service.name} is built on the network of the host`);
  },
});
