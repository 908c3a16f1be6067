import { variablesIn } from '../../../read/dockerfile/variables.js';
import { dockerfileRule } from '../../rule.js';

export const envSelfReference = dockerfileRule({
  id: 'env-self-reference',
  title: 'ENV uses no variable that it defines itself',
  severity: 'medium',
  theme: 'instructions',
  rationale:
    'All values of one ENV are worked out before any of them is set: the reference is empty, or the value from before.',
  remedy: 'Define the variable in an ENV of its own, above.',
  example: 'ENV APP_HOME=/app\nENV PATH=$APP_HOME/bin:$PATH',
  references: { hadolint: ['DL3044'] },
  check(dockerfile, report) {
    const before = new Set<string>();
    for (const { keyword, assignments } of dockerfile.instructions) {
      if (keyword !== 'ENV' && keyword !== 'ARG') continue;
      const names = assignments.map(({ name }) => name);
      for (const { name, value, line } of keyword === 'ENV' ? assignments : []) {
        if (!value || value.raw.startsWith("'")) continue;
        for (const { name: used } of variablesIn(value.raw)) {
          if (used === name || !names.includes(used) || before.has(used)) continue;
          report({ line }, `${name} uses ${used}, which only this ENV defines`);
        }
      }
      for (const name of names) before.add(name);
    }
  },
});
