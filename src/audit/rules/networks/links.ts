import { serviceRule } from '../../rule.js';
import { itemsOf } from '../../../read/compose/node.js';

export const links = serviceRule({
  id: 'links',
  title: 'Services are not linked',
  severity: 'info',
  theme: 'networks',
  rationale:
    '`links` is from the time before networks. It also copies names into both containers, and ties the order of start to them.',
  remedy:
    'Take `links` out: services of one network find each other by name. An other name is an alias of the network.',
  example: ['networks:', '  back:', '    aliases: [database]'].join('\n'),
  references: { owasp: ['RULE #5'] },
  checkService(service, report) {
    const section = service.node.entries.get('links') ?? service.node.entries.get('external_links');
    if (section && itemsOf(section.value).length > 0)
      report(section, `${service.name} is linked to others (${section.key})`);
  },
});
