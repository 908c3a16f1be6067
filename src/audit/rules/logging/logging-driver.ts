import { serviceRule } from '../../rule.js';
import { textOf } from '../../../read/compose/node.js';

export const loggingDriver = serviceRule({
  id: 'logging-driver',
  title: 'What a service says is kept',
  severity: 'medium',
  theme: 'logging',
  rationale: 'With `driver: none` nothing is left of an attack, or of what went wrong before a crash.',
  remedy: 'Take `driver: none` out. To save space, rotate: `local`, or `json-file` with `max-size`.',
  example: ['logging:', '  driver: local'].join('\n'),
  references: { cis: ['2.13'], owasp: ['RULE #10'], nist: ['4.4.5'] },
  checkService(service, report) {
    const driver = service.get('logging', 'driver') ?? service.get('log_driver');
    if (driver && textOf(driver) === 'none')
      report(driver, `nothing of what ${service.name} says is kept (driver: none)`);
  },
});
