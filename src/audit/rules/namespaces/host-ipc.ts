import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const hostIpc = serviceRule({
  id: 'host-ipc',
  title: "No service is in the host's IPC namespace",
  severity: 'high',
  theme: 'namespaces',
  rationale: 'It reaches the shared memory of the processes of the host: those of a database, or of a desktop.',
  remedy:
    'Take `ipc: host` out; services that share memory may use `ipc: shareable` and `ipc: service:NAME`, those that need more of it `shm_size`.',
  example: 'shm_size: 256m',
  references: { cis: ['5.17'], nist: ['4.4.3'], kics: ['Shared Host IPC Namespace'] },
  checkService(service, report) {
    const mode = service.get('ipc');
    if (mode && textOf(mode)?.trim() === 'host')
      report(mode, `${service.name} reaches the shared memory of the host (ipc: host)`);
  },
});
