import { serviceRule } from '../../rule.js';
import { at, textOf } from '../../../read/compose/node.js';

export const logRotation = serviceRule({
  id: 'log-rotation',
  title: 'Logs in files are rotated',
  severity: 'low',
  theme: 'logging',
  rationale:
    'The json-file driver keeps everything until the disk is full, and with it every service of the machine stops.',
  remedy: 'Set `max-size` and `max-file`, or use the driver `local`, which rotates by itself.',
  example: ['logging:', '  driver: json-file', '  options:', '    max-size: 10m', '    max-file: "3"'].join('\n'),
  references: { cis: ['2.13'], owasp: ['RULE #7'] },
  checkService(service, report) {
    const section = service.node.entries.get('logging');
    if (section?.value.kind !== 'map' || section.value.entries.size === 0) return;
    const driver = at(section.value, 'driver');
    if ((driver?.kind === 'scalar' && driver.dynamic) || (textOf(driver) ?? 'json-file') !== 'json-file') return;
    const size = textOf(at(section.value, 'options', 'max-size'));
    if (size === undefined || size === '-1')
      report(section, `the log of ${service.name} grows until the disk is full (no max-size)`);
  },
});
