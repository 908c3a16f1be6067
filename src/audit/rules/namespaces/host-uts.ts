import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const hostUts = serviceRule({
  id: 'host-uts',
  title: "No service is in the host's UTS namespace",
  severity: 'medium',
  theme: 'namespaces',
  rationale: "It can change the host's name, and with it what certificates, logs and other machines go by.",
  remedy: 'Take `uts: host` out; `hostname` gives a container a name of its own.',
  example: 'hostname: app',
  references: { cis: ['5.21'], nist: ['4.4.3'] },
  checkService(service, report) {
    const mode = service.get('uts');
    if (mode && textOf(mode)?.trim() === 'host') report(mode, `${service.name} may change the host's name (uts: host)`);
  },
});
