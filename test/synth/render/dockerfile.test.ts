import { DockerfileParser, Entrypoint, type Instruction as Parsed, type PropertyInstruction } from 'dockerfile-ast';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instruction } from '../../../src/model/dockerfile.js';
import { checkDockerfile } from '../../../src/synth/check/text.js';
import { printDockerfile, renderDockerfile } from '../../../src/synth/render/dockerfile.js';
import { hostileLine, hostileText } from '../support/hostile.js';

/** After the instruction under test: what has escaped from it would swallow or precede this one. */
const LAST = Instruction.user('1000:1000');

function dockerfileOf(...instructions: Instruction[]) {
  return { stages: [{ name: 'runtime', from: 'node:24-alpine', instructions: [...instructions, LAST] }] };
}

/** Prints the instructions and reads them back: exactly these, between FROM and USER. */
function readBack(...instructions: Instruction[]): { readonly parsed: Parsed; readonly text: string }[] {
  const model = dockerfileOf(...instructions);
  const text = renderDockerfile(model);
  expect(checkDockerfile(text, model)).toBeUndefined();
  const parsed = DockerfileParser.parse(text).getInstructions();
  expect(parsed.at(-1)?.toString()).toBe('USER 1000:1000');
  const lines = text.split('\n');
  return parsed.slice(1, -1).map((instruction) => {
    const { start, end } = instruction.getRange();
    return { parsed: instruction, text: lines.slice(start.line, end.line + 1).join('\n') };
  });
}

/** Undoes Docker's double quotes: before `"`, `\` and `$` a backslash is an escape; nothing may be expanded. */
function unquote(text: string | null | undefined): string {
  const body = /^"((?:[^"\\$]|\\.)*)"$/s.exec(text ?? '')?.[1];
  if (body === undefined) throw new Error(`not one quoted word without variables: ${text}`);
  return body.replace(/\\(["\\$])/g, '$1');
}

describe('a value', () => {
  test.each(['env', 'label'] as const)('of %s comes back after undoing the escapes', (kind) => {
    fc.assert(
      fc.property(fc.array(hostileLine(), { minLength: 1, maxLength: 4 }), (values) => {
        const record = Object.fromEntries(values.map((value, i) => [`KEY_${i}`, value]));
        const [instruction] = readBack(Instruction[kind](record));
        const properties = (instruction?.parsed as PropertyInstruction).getProperties();
        expect(properties.map((property) => property.getName())).toEqual(Object.keys(record));
        const lines = instruction?.text.slice(kind.length + 1).split(' \\\n    ') ?? [];
        expect(lines.map((line) => unquote(line.slice(line.indexOf('=') + 1)))).toEqual(values);
      }),
    );
  });

  test('of arg comes back after undoing the escapes', () => {
    fc.assert(
      fc.property(hostileLine(), (value) => {
        const [instruction] = readBack(Instruction.arg('VERSION', value));
        expect(unquote(instruction?.text.slice('ARG VERSION='.length))).toBe(value);
      }),
    );
  });

  test.each(['a\nUSER root', 'a\r\nUSER root', 'a\0', 'a\u2028b'])('with a line break is refused: %j', (value) => {
    const make = [Instruction.env({ A: value }), Instruction.label({ a: value }), Instruction.arg('A', value)];
    for (const instruction of make)
      expect(() => renderDockerfile(dockerfileOf(instruction))).toThrow(
        `${JSON.stringify(value).replace('\u2028', '\\u2028')} has a line break`,
      );
  });
});

describe('a key', () => {
  test('is refused where Docker could read it as something else', () => {
    fc.assert(
      fc.property(hostileText(), fc.constantFrom('env', 'label', 'arg'), (key, kind) => {
        const instruction = kind === 'arg' ? Instruction.arg(key, 'x') : Instruction[kind as 'env']({ [key]: 'x' });
        let parsed;
        try {
          parsed = readBack(instruction);
        } catch (error) {
          expect((error as Error).message).toMatch(/can't stand in a Dockerfile\. Use letters, digits and/);
          return;
        }
        expect(key).toMatch(/^[A-Za-z0-9_./][A-Za-z0-9_.:/@-]*$/);
        expect(parsed[0]?.text).toBe(`${kind.toUpperCase()} ${key}="x"`);
      }),
    );
  });

  test('may begin with an underscore', () => {
    expect(readBack(Instruction.env({ _A: '1' }))[0]?.text).toBe('ENV _A="1"');
  });
});

describe('a list of words in the exec form', () => {
  test.each(['cmd', 'entrypoint'] as const)('of %s gives the same argv', (kind) => {
    fc.assert(
      fc.property(fc.array(hostileText(), { maxLength: 5 }), (argv) => {
        const [instruction] = readBack(Instruction[kind](argv));
        expect(JSON.parse(instruction?.text.slice(kind.length + 1) ?? '')).toEqual(argv);
        if (kind === 'entrypoint') expect(instruction?.parsed).toBeInstanceOf(Entrypoint);
      }),
    );
  });

  test('of a health check gives the same argv', () => {
    const times = { interval: '10s', timeout: '3s', startPeriod: '30s', startInterval: '1s', retries: 3 };
    fc.assert(
      fc.property(fc.array(hostileText(), { minLength: 1, maxLength: 5 }), (argv) => {
        const [instruction] = readBack(Instruction.healthcheck({ test: ['CMD', ...argv], ...times }));
        const text = instruction?.text ?? '';
        expect(JSON.parse(text.slice(text.indexOf('\n    CMD ') + 9))).toEqual(argv);
      }),
    );
  });
});

test('a comment stays a comment, and can be no parser directive', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), (text, header) => {
      const model = { ...dockerfileOf(Instruction.comment(text)), header: `escape=\`\n${header}` };
      const printed = renderDockerfile(model);
      expect(checkDockerfile(printed, model)).toBeUndefined();
      expect(DockerfileParser.parse(printed).getEscapeCharacter()).toBe('\\');
      expect(printed.split('\n').filter((line) => line !== '' && !/^(#|FROM |USER )/.test(line))).toEqual([]);
    }),
  );
});

test('each line knows the part of the model it says', () => {
  // GIVEN
  const model = {
    header: 'Why.',
    stages: [
      { name: 'build', from: 'node:24', comment: 'One.\nTwo.', instructions: [Instruction.env({ A: 'a', B: 'b' })] },
      {
        name: 'runtime',
        from: 'build',
        instructions: [Instruction.comment('Not root.\nNever.'), Instruction.user('1000:1000')],
      },
    ],
  };

  // WHEN
  const printed = printDockerfile(model);
  const [text, lines] = [printed.text, printed.lines()];

  // THEN
  const told = text
    .split('\n')
    .slice(0, -1)
    .map((line, at) => `${(lines[at] ?? '?').replaceAll('\0', '/')}|${line}`);
  expect(lines).toHaveLength(told.length);
  expect(told.slice(1)).toEqual([
    'header|# Why.',
    '|',
    'stages/build/comment|# One.',
    'stages/build/comment|# Two.',
    'stages/build/from|FROM node:24 AS build',
    'stages/build/instructions/0|ENV A="a" \\',
    'stages/build/instructions/0|    B="b"',
    '|',
    'stages/runtime/from|FROM build AS runtime',
    'stages/runtime/instructions/0|# Not root.',
    'stages/runtime/instructions/0|# Never.',
    'stages/runtime/instructions/1|USER 1000:1000',
  ]);
});
