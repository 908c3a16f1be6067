import { composeRule } from '../../rule.js';
import { at, textOf } from '../../../read/compose/node.js';

export const secretSource = composeRule({
  id: 'secret-source',
  title: 'A secret comes from a file or a store',
  severity: 'info',
  theme: 'secrets',
  rationale:
    'A secret with `environment:` has to be in the environment of whoever starts the project: in the history of a shell, in the variables of a CI job, and in all its processes.',
  remedy: 'Use `file:` with a file that is not in the repository, or `external: true` in a swarm.',
  example: ['secrets:', '  postgres:', '    file: ./secrets/postgres'].join('\n'),
  references: { owasp: ['RULE #12'], nist: ['4.1.4'] },
  check(project, report) {
    const secrets = at(project.root, 'secrets');
    if (secrets?.kind !== 'map') return;
    for (const { key, value } of secrets.entries.values()) {
      const variable = at(value, 'environment');
      if (variable) report(variable, `the secret ${key} comes from the variable ${textOf(variable) ?? ''}`);
    }
  },
});
