import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

const WHAT = { network_mode: 'the network', pid: 'the processes', ipc: 'the memory' };

export const sharedNamespaces = serviceRule({
  id: 'shared-namespaces',
  title: 'Containers share a namespace for a reason',
  severity: 'info',
  theme: 'namespaces',
  rationale:
    'Containers in one namespace are as far apart as two processes on one machine: who takes over the one reads or reaches the other.',
  remedy: 'Share it only where the service is made for it, such as a sidecar or a debugger, and say in the file why.',
  example: 'networks: [back]',
  references: { nist: ['4.4.3'], owasp: ['RULE #5'] },
  checkService(service, report) {
    for (const key of ['network_mode', 'pid', 'ipc'] as const) {
      const mode = service.get(key);
      const text = textOf(mode) ?? '';
      if (mode && /^(?:container|service):/.test(text))
        report(mode, `${service.name} shares ${WHAT[key]} with ${text.slice(text.indexOf(':') + 1)}`);
    }
  },
});
