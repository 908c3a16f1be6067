import { execFileSync } from 'node:child_process';
import { Copy, DockerfileParser, Run } from 'dockerfile-ast';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instruction } from '../../../src/model/dockerfile.js';
import { checkDockerfile } from '../../../src/synth/check/text.js';
import { renderDockerfile, renderInstruction } from '../../../src/synth/render/dockerfile.js';
import { messageOf } from '../support/message.js';
import { hostileLine } from '../support/hostile.js';

function readBack(instruction: Instruction) {
  const model = { stages: [{ name: 'a', from: 'b:1', instructions: [instruction, Instruction.user('1000:1000')] }] };
  const text = renderDockerfile(model);
  expect(checkDockerfile(text, model)).toBeUndefined();
  const found = DockerfileParser.parse(text).getInstructions()[1];
  if (!found) throw new Error('nothing was read back');
  return found;
}

/** What the commands of RUN instructions become: Docker joins the lines, and gives them to the shell. */
function argvOf(instructions: readonly Instruction[]): string[][] {
  const script = instructions.map((instruction) => {
    const line = renderInstruction(instruction).replace(/^RUN /, '').replaceAll(/\\\n/g, '');
    return `set -- ; cmd() { printf '%s\\0' "$@"; }; ${line}; printf '\\0\\0'`;
  });
  const output = execFileSync('sh', ['-s'], { input: script.join('\n'), encoding: 'utf8' });
  return output
    .split('\0\0\0')
    .slice(0, -1)
    .map((words) => words.split('\0'));
}

describe('RUN', () => {
  test('reads back as one instruction, whatever its words are', () => {
    const commands = fc.array(fc.array(hostileLine(), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(commands, (words) => {
        const instruction = Instruction.run(words);
        expect(readBack(instruction)).toBeInstanceOf(Run);
        // Docker reads flags up to the first word that is none. (The parser finds some behind quoted words, too.)
        expect(renderInstruction(instruction)).toMatch(/^RUN (?!--)\S/);
      }),
    );
  });

  test('gives the program the words of the model', () => {
    const words = fc.array(
      hostileLine().filter((word) => word !== ''),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 20, maxLength: 50 }), (batch) => {
        const instructions = batch.map((argv) => Instruction.run(['cmd', ...argv]));
        expect(argvOf(instructions)).toEqual(batch);
      }),
      { numRuns: 4 },
    );
  });

  test('its network is said before its mounts', () => {
    const mounts = [{ type: 'cache', target: '/c' } as const];
    expect(renderInstruction(Instruction.run(['a'], { network: 'none', mounts }))).toBe(
      'RUN --network=none --mount=type=cache,target=/c \\\n    a',
    );
  });

  test('a first word with a hyphen is no flag of Docker', () => {
    expect(renderInstruction(Instruction.run(['--security=insecure', 'x']))).toBe("RUN '--security=insecure' x");
  });

  test('variables stand before each command, and mounts before all', () => {
    const run = Instruction.run(
      [
        ['npm', 'ci'],
        ['npm', 'test'],
      ],
      {
        environment: { NODE_ENV: 'a b' },
        mounts: [
          { type: 'bind', target: '/app/.npmrc', source: '.npmrc' },
          { type: 'cache', target: '/root/.npm' },
        ],
      },
    );
    expect(renderInstruction(run)).toBe(
      [
        'RUN --mount=type=bind,target=/app/.npmrc,source=.npmrc \\',
        '    --mount=type=cache,target=/root/.npm \\',
        "    NODE_ENV='a b' npm ci && \\",
        "    NODE_ENV='a b' npm test",
      ].join('\n'),
    );
  });

  test.each([
    [Instruction.run([]), 'RUN has no command'],
    [Instruction.run([[]]), 'a RUN command has no words'],
    [Instruction.run(['a\nUSER root']), 'word of a RUN command "a\\nUSER root" has a line break'],
    [
      Instruction.run(['a'], { mounts: [{ type: 'secret', id: 'a,target=/x' }] }),
      'mount option "a,target=/x" can\'t stand',
    ],
    [Instruction.run(['a'], { environment: { 'A B': '1' } }), 'variable "A B" can\'t stand in a Dockerfile'],
    [Instruction.env({}), 'ENV has no values'],
    [Instruction.copy([], '/x'), 'COPY to "/x" has no source'],
  ])('%j is refused', (instruction, problem) => {
    expect(messageOf(() => renderInstruction(instruction))).toContain(problem);
  });
});

describe('COPY', () => {
  /** Undoes what Docker does to a path after JSON: a backslash takes the next character as it is. */
  const undo = (path: string) => {
    expect(path).not.toMatch(/(?<!\\)(?:\\\\)*[$'"]/);
    return path.replace(/\\(.)/gsu, '$1');
  };

  test('has the paths of the model, and no flag that they make', () => {
    fc.assert(
      fc.property(
        fc.array(
          hostileLine().filter((path) => path !== ''),
          { minLength: 2, maxLength: 4 },
        ),
        (paths) => {
          const destination = paths.at(-1) ?? '';
          const found = readBack(Instruction.copy(paths.slice(0, -1), destination, { from: 'build', chmod: '0555' }));
          const text = found.getRawArgumentsContent() ?? '';
          const written = text.replace(/^(?:--\w+=\S+ )+/, '');
          expect(found instanceof Copy && found.getFlags().map(String)).toEqual(['--from=build', '--chmod=0555']);
          expect(written.startsWith('[') ? (JSON.parse(written) as string[]).map(undo) : written.split(' ')).toEqual(
            paths,
          );
        },
      ),
    );
  });

  test.each(['--link', '-x', "it's", '${X}', 'a b', 'a <<EOF'])('a source %j is a path', (source) => {
    expect(renderInstruction(Instruction.copy(source, '/x'))).toMatch(/^COPY \[".*", "\/x"\]$/);
  });

  test.each(['from', 'chown', 'chmod'] as const)('--%s takes one plain word', (flag) => {
    expect(messageOf(() => renderInstruction(Instruction.copy('a', '/b', { [flag]: 'x y' })))).toContain(
      `--${flag} "x y" can't stand in a Dockerfile`,
    );
  });
});

describe('HEALTHCHECK in a shell', () => {
  const times = { interval: '10s', timeout: '3s', startPeriod: '30s', startInterval: '1s', retries: 3 };
  const shell = (text: string) => Instruction.healthcheck({ test: ['CMD-SHELL', text], ...times });

  test('has its text as it is', () => {
    expect(renderInstruction(shell('[ -f /ok ] && echo "$HOME"'))).toMatch(
      /\\\n {4}CMD \[ -f \/ok \] && echo "\$HOME"$/,
    );
  });

  test.each(['', '  ', 'true \\', 'true \\ ', '["rm", "-rf"]'])(
    'refuses %j, that would not reach the shell',
    (text) => {
      expect(messageOf(() => renderInstruction(shell(text)))).toContain('would not reach the shell as it is');
    },
  );

  test('reads back as one instruction, or is refused', () => {
    fc.assert(
      fc.property(hostileLine(), (text) => {
        try {
          readBack(shell(text));
        } catch (error) {
          expect((error as Error).message).toContain('would not reach the shell as it is');
        }
      }),
    );
  });
});
