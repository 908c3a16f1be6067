import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

/** Not `memlock`: databases and search engines are told to lock all of their memory. */
const LIMITED = new Set(['nofile', 'nproc', 'core', 'fsize', 'sigpending', 'msgqueue']);

export const ulimits = serviceRule({
  id: 'ulimits',
  title: 'Limits of the shell are not taken away',
  severity: 'info',
  theme: 'resources',
  rationale:
    'Without limits on files and processes a leak of the one, or a bomb of the other, goes on until the host has none left.',
  remedy: 'Give numbers: `nofile: 65536` is much for most servers.',
  example: ['ulimits:', '  nofile:', '    soft: 20000', '    hard: 40000'].join('\n'),
  references: { cis: ['5.19'], owasp: ['RULE #7'] },
  checkService(service, report) {
    const section = service.get('ulimits');
    if (section?.kind !== 'map') return;
    for (const { key, value } of section.entries.values()) {
      if (!LIMITED.has(key)) continue;
      const values = value.kind === 'map' ? [...value.entries.values()].map((entry) => entry.value) : [value];
      const unlimited = values.find((one) => /^(?:-1|unlimited)$/.test(textOf(one)?.trim() ?? ''));
      if (unlimited) report(unlimited, `${service.name} has no limit of ${key}`);
    }
  },
});
