import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const swapLimit = serviceRule({
  id: 'swap-limit',
  title: 'Swap is limited with memory',
  severity: 'low',
  theme: 'resources',
  rationale:
    'With `memswap_limit: -1` a service at its limit of memory fills the swap of the host, and everything on it becomes slow.',
  remedy: 'Set `memswap_limit` to the limit of memory, which allows no swap, or leave it out.',
  example: ['mem_limit: 512m', 'memswap_limit: 512m'].join('\n'),
  references: { cis: ['5.11'], owasp: ['RULE #7'] },
  checkService(service, report) {
    const limit = service.get('memswap_limit');
    if (limit && textOf(limit)?.trim() === '-1') report(limit, `${service.name} may take all swap of the host`);
  },
});
