import { dockerfileRule } from '../../rule.js';

export const instructionCasing = dockerfileRule({
  id: 'instruction-casing',
  title: 'Instructions are all in capitals, or all in small letters',
  severity: 'info',
  theme: 'instructions',
  rationale: 'A file that changes the case of its keywords is hard to search and to read.',
  remedy: 'Write the keywords in capitals.',
  example: 'FROM debian:12\nRUN true',
  references: { buildkit: ['ConsistentInstructionCasing'] },
  check(dockerfile, report) {
    const written = dockerfile.instructions
      .filter(({ onbuild }) => !onbuild)
      .map((instruction) => ({ instruction, word: /^\s*(\S+)/.exec(instruction.written)?.[1] ?? '' }));
    const small = written.filter(({ word }) => word === word.toLowerCase()).length;
    const capitals = written.filter(({ word }) => word === word.toUpperCase()).length;
    for (const { instruction, word } of written) {
      const wanted = small > capitals ? word.toLowerCase() : word.toUpperCase();
      if (word !== wanted) report(instruction, `${word} is ${wanted} like the others`);
    }
  },
});
