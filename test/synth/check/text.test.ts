import { describe, expect, test } from 'vitest';
import { Instruction } from '../../../src/model/dockerfile.js';
import { checkDockerfile, checkShell, checkShells } from '../../../src/synth/check/text.js';
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

  test('among others is found, and they are right', () => {
    const right = '#!/bin/sh\necho ok\n';
    // Nothing of it is a word of the shell that asks.
    const odd = '#!/usr/bin/env bash\necho "%s $1" \'$(exit 1)\' -n\n';
    const wrong = '#!/bin/sh\nfi\n';
    expect(checkShells([])).toEqual([]);
    expect(checkShells([right, odd, ''])).toEqual([undefined, undefined, undefined]);
    expect(checkShells([right, wrong, odd])).toEqual([undefined, expect.stringMatching(/[Ss]yntax error/), undefined]);
    expect(checkShells([odd, wrong])).toEqual([undefined, expect.stringMatching(/[Ss]yntax error/)]);
    // What only bash understands is asked of bash.
    expect(checkShells([right, '#!/usr/bin/env bash\na=(1 2)\n'])).toEqual([undefined, undefined]);
    expect(checkShells([right, '#!/bin/sh\na=(1 2)\n'])[1]).toMatch(/[Ss]yntax error/);
  });

  test('that is no argument of a command, or too long for one, is asked about by itself', () => {
    const long = `#!/bin/sh\n${'# a comment\n'.repeat(20_000)}`;
    expect(checkShells([long, `${long}fi\n`])).toEqual([undefined, expect.stringMatching(/[Ss]yntax error/)]);
    expect(() => checkShells(['echo a\0b\n', 'echo\n'])).not.toThrow();
  });
});
