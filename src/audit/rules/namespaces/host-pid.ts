import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

/** Older versions of KICS also asked for `pid` to be set at all; Docker separates processes without it. */
export const hostPid = serviceRule({
  id: 'host-pid',
  title: "No service is in the host's process namespace",
  severity: 'high',
  theme: 'namespaces',
  rationale:
    'It sees every process of the host with its arguments and environment, and with the right capability it may stop or read them.',
  remedy: 'Take `pid: host` out; to see one other container use `pid: service:NAME`.',
  example: 'pid: service:app',
  references: { cis: ['5.16'], nist: ['4.4.3'], kics: ['Host Namespace is Shared'] },
  checkService(service, report) {
    const mode = service.get('pid');
    if (mode && textOf(mode)?.trim() === 'host')
      report(mode, `${service.name} sees the processes of the host (pid: host)`);
  },
});
