import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';
import { bytes } from './lib/limits.js';

export const sharedMemorySize = serviceRule({
  id: 'shared-memory-size',
  title: 'Shared memory fits into the limit of memory',
  severity: 'low',
  theme: 'resources',
  rationale:
    'What is written to /dev/shm counts as memory. A larger `shm_size` than the limit lets the service be ended for using what it was given.',
  remedy: 'Make `shm_size` smaller than the limit of memory.',
  example: ['mem_limit: 512m', 'shm_size: 128m'].join('\n'),
  references: { owasp: ['RULE #7'] },
  checkService(service, report) {
    const size = service.get('shm_size');
    const [shared, limit] = [
      bytes(size),
      bytes(service.get('deploy', 'resources', 'limits', 'memory') ?? service.get('mem_limit')),
    ];
    if (size && shared && limit && shared > limit)
      report(size, `the shared memory of ${service.name} (${textOf(size)}) is larger than its limit of memory`);
  },
});
