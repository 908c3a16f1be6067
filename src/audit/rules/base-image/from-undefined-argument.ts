import { dockerfileRule } from '../../rule.js';
import { argumentsBeforeFrom, argumentsOf } from './lib/arguments.js';

export const fromUndefinedArgument = dockerfileRule({
  id: 'from-undefined-argument',
  title: 'Variables in FROM are declared before the first FROM',
  severity: 'medium',
  theme: 'base-image',
  rationale:
    'FROM sees only arguments declared above the first stage. Any other variable is empty there, and the build fails or takes another image.',
  remedy: 'Declare it with ARG above the first FROM.',
  example: 'ARG VERSION=24\nFROM node:${VERSION}',
  references: { buildkit: ['UndefinedArgInFrom'] },
  check(dockerfile, report) {
    const declared = argumentsBeforeFrom(dockerfile);
    for (const { from } of dockerfile.stages) {
      for (const { name, hasDefault } of from ? argumentsOf(from) : []) {
        if (from && !hasDefault && !declared.has(name)) report(from, `${name} is not declared before the first FROM`);
      }
    }
  },
});
