import { composeRule } from '../../rule.js';
import { at, isTrue } from '../../../read/compose/node.js';
import { isDataStore } from '../../../read/compose/roles.js';

export const internalDataNetwork = composeRule({
  id: 'internal-data-network',
  title: 'Networks of databases have no way out',
  severity: 'info',
  theme: 'networks',
  rationale: 'A database that reaches the Internet can send away what it holds, and fetch what an attacker needs.',
  remedy: 'Give it a network with `internal: true`, which has no gateway, shared with those that use it.',
  example: ['networks:', '  back:', '    internal: true'].join('\n'),
  references: { owasp: ['RULE #5'], nist: ['4.3.3', '4.4.2'] },
  concerns: isDataStore,
  check(project, report) {
    for (const service of project.services.filter(isDataStore)) {
      const open = (service.networks ?? []).filter((name) => {
        const network = at(project.root, 'networks', name);
        return !isTrue(at(network, 'internal')) && at(network, 'external') === undefined;
      });
      const [first] = open;
      if (first !== undefined)
        report(
          service.node.entries.get('networks') ?? service.at,
          `${service.name} may reach the Internet over ${open.join(', ')} (not internal)`,
        );
    }
  },
});
