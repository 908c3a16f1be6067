import { dockerfileRule } from '../../rule.js';
import { argumentsBeforeFrom, PREDEFINED, argumentsOf } from './lib/arguments.js';

export const fromArgumentDefault = dockerfileRule({
  id: 'from-argument-default',
  title: 'Arguments that name a base image have a default that works',
  severity: 'info',
  theme: 'base-image',
  rationale: 'Built without that argument the name is broken, and the message speaks of the name, not of the argument.',
  remedy: 'Give the argument a default, in ARG or as ${NAME:-default}.',
  example: 'ARG VERSION=24\nFROM node:${VERSION}',
  references: { buildkit: ['InvalidDefaultArgInFrom'] },
  check(dockerfile, report) {
    const declared = argumentsBeforeFrom(dockerfile);
    for (const { from } of dockerfile.stages) {
      if (!from?.args[0]) continue;
      for (const { name, hasDefault } of argumentsOf(from, true)) {
        if (hasDefault || PREDEFINED.has(name) || declared.get(name) !== false) continue;
        report(from, `${name} has no default: without it ${from.args[0].raw} is no image`);
      }
    }
  },
});
