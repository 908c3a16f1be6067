import { describe, expect, it } from 'vitest';
import { Environment, EnvValue, Instruction, NexusService } from '../../../src/index.js';
import { renderInstruction } from '../../../src/synth/render/dockerfile.js';
import { messageOf, newPlatform } from '../../support/project.js';

describe('a value with what a variable holds', () => {
  it.each([
    [Instruction.env({ PATH: EnvValue.prepend('/opt/bin') }), 'ENV PATH="/opt/bin${PATH:+:}${PATH}"'],
    [Instruction.env({ PATH: EnvValue.append('/opt/bin') }), 'ENV PATH="${PATH}${PATH:+:}/opt/bin"'],
    [
      Instruction.env({ NODE_OPTIONS: EnvValue.append('--inspect', ' ') }),
      'ENV NODE_OPTIONS="${NODE_OPTIONS}${NODE_OPTIONS:+ }--inspect"',
    ],
    [Instruction.label({ revision: EnvValue.of('COMMIT') }), 'LABEL revision="${COMMIT}"'],
    // The text around it stays literal.
    [
      Instruction.env({ PATH: EnvValue.prepend('/opt/$HOME "x"\\') }),
      'ENV PATH="/opt/\\$HOME \\"x\\"\\\\${PATH:+:}${PATH}"',
    ],
    [Instruction.env({ A: '$PATH' }), 'ENV A="\\$PATH"'],
  ])('is written as Docker expands it: %#', (instruction, expected) => {
    expect(renderInstruction(instruction)).toBe(expected);
  });

  it.each([
    [EnvValue.of('A}$(id)'), 'is no variable of a Dockerfile'],
    [EnvValue.of(''), 'is no variable of a Dockerfile'],
    [EnvValue.prepend('/x', '}'), "can't stand in a Dockerfile"],
    [EnvValue.prepend('/x', '\n'), 'line break'],
    [EnvValue.prepend('/x\nUSER 0'), 'line break'],
  ])('refuses what would end it: %#', (value, message) => {
    expect(messageOf(() => renderInstruction(Instruction.env({ PATH: value })))).toContain(message);
  });

  it.each([
    { PATH: '/opt/bin:$PATH' },
    { PATH: '/opt/bin:${PATH}' },
    { A: 'b', LD_LIBRARY_PATH: '$PATH:$LD_LIBRARY_PATH' },
  ])('is what whoever writes %j wants', (values) => {
    expect(messageOf(() => renderInstruction(Instruction.env(values)))).toMatch(
      /^ENV (?:PATH|LD_LIBRARY_PATH) is ".*", which is literal.*EnvValue\.prepend/,
    );
  });

  it('is no matter of the Compose file', () => {
    const platform = newPlatform();
    const environment = { PATH: '/opt/bin:$PATH' };
    expect(messageOf(() => new NexusService(platform, 'app', { port: 5000, image: 'app:1', environment }))).toMatch(
      /^\[shop\/app\] variable PATH is ".*", which is literal.*Extend it in the image.*\(test\/synth/,
    );
    expect(messageOf(() => Environment.overlay('staging', { environment }))).toContain('variable PATH is "');
  });

  it('is no other object', () => {
    expect(messageOf(() => Instruction.env({ PATH: { before: '/x' } as never }))).toMatch(/values\.PATH/);
  });
});

it('a secret of a build is a variable of one step', () => {
  const mount = { type: 'secret', id: 'npm_token', env: 'NPM_TOKEN', required: true } as const;
  expect(renderInstruction(Instruction.run(['npm', 'ci'], { mounts: [mount] }))).toBe(
    'RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN,required=true \\\n    npm ci',
  );
});
