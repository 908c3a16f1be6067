import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkDockerfile } from '../../../src/synth/check/text.js';
import { Instruction } from '../../../src/index.js';

const LINES = [
  'FROM a AS b',
  'RUN x',
  'RUN x \\',
  'ENV A="b" \\',
  '    C="d"',
  '# RUN y',
  '',
  '  # z',
  'run lower',
  'COPY a b',
  'RUN "a\\\\"',
  'CMD ["x"]',
  '    npm ci && \\',
  'EXPOSE 80  ',
];

it('splits lines into instructions as dockerfile-ast does', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      const found = DockerfileParser.parse(text)
        .getInstructions()
        .map((instruction) => instruction.getKeyword());
      const instructions = found
        .slice(1)
        .map((keyword) => ({ ...Instruction.comment(''), kind: keyword.toLowerCase() }) as unknown as Instruction);
      // A model with the same instructions, whatever they are.
      const model = { stages: [{ name: 'x', from: 'y', instructions }] };
      if (found[0] === 'FROM') expect(checkDockerfile(text, model)).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});
