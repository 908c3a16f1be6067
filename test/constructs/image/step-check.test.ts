import { describe, expect, it } from 'vitest';
import { type Instruction as Step, Instruction, PublicValue } from '../../../src/index.js';
import { filesOf, serviceOf, siteOf } from './context.js';

const problemOf = (step: Step, stage = 'runtime') => serviceOf({}, { extraSteps: { [stage]: [step] } }).problems.join();
const PUBLIC = PublicValue.of('phc_1234', 'Browsers are given it anyway');

describe('variables of an image that hold secrets', () => {
  it.each([
    Instruction.env({ TZ: 'UTC', DB_PASSWORD: 'hunter2' }),
    Instruction.env({ QUEUE: 'amqp://app:hunter2@broker' }),
    Instruction.arg('DB_PASSWORD', 'hunter2'),
  ])('are refused as those of a container are: %j', (step) => {
    for (const stage of ['runtime', 'build'])
      expect(problemOf(step, stage)).toMatch(
        /^\[shop\/app\] variable (?:DB_PASSWORD|QUEUE) holds a secret: .* write PublicValue\.of\("…", "the reason"\)\. \(test\/constructs\/image\/\S+:\d+\)$/,
      );
    expect(problemOf(step)).not.toContain('hunter2');
  });

  it('also of a site', () => {
    const extraSteps = { build: [Instruction.env({ API_TOKEN: 'hunter2' })] };
    expect(siteOf({}, { extraSteps }).problems.join()).toContain('variable API_TOKEN holds a secret');
  });

  it.each([Instruction.env({ TZ: 'UTC', DB_PASSWORD_FILE: '/run/secrets/x' }), Instruction.arg('NPM_TOKEN')])(
    'others pass: %j',
    (step) => expect(problemOf(step)).toBe(''),
  );

  it('a value that anyone may read comes with its reason, which the audit follows', () => {
    const step = Instruction.env({ TZ: 'UTC', POSTHOG_API_KEY: PUBLIC });
    expect(problemOf(step)).toBe('');
    const text = filesOf({}, { extraSteps: { runtime: [step], build: [Instruction.arg('POSTHOG_API_KEY', PUBLIC)] } });
    expect(text['app/Dockerfile']).toContain(
      '# nexus-audit: ignore image-secret-value -- POSTHOG_API_KEY: Browsers are given it anyway\n' +
        'ENV TZ="UTC" \\\n    POSTHOG_API_KEY="phc_1234"\n',
    );
    expect(text['app/Dockerfile']).toContain(
      '# nexus-audit: ignore stage-secret-value -- POSTHOG_API_KEY: Browsers are given it anyway\nARG POSTHOG_API_KEY=',
    );
  });

  it('a PublicValue that is plain is refused', () => {
    expect(problemOf(Instruction.env({ TZ: PublicValue.of('UTC', 'Why not') }))).toContain(
      'variable TZ is a PublicValue, but does not look like a secret',
    );
  });
});

describe('steps that something else takes back', () => {
  it.each(['runtime', 'development'])('NODE_OPTIONS of %s belongs in the environment', (stage) => {
    expect(problemOf(Instruction.env({ NODE_OPTIONS: '--enable-source-maps' }), stage)).toMatch(
      /a step of the stage \w+ sets NODE_OPTIONS.*Give it in "environment" of the service.*\(test\/constructs\/image\/\S+:\d+\)$/,
    );
  });

  it('NODE_OPTIONS of a build is its own', () => {
    expect(problemOf(Instruction.env({ NODE_OPTIONS: '--max-old-space-size=4096' }), 'build')).toBe('');
  });

  it.each([
    [
      Instruction.cmd(['node', 'x.js']),
      'a step CMD of the stage "runtime" is taken back',
      'Give "command" of the service',
    ],
    [
      Instruction.healthcheck({
        test: ['CMD', 'true'],
        interval: '10s',
        timeout: '3s',
        startPeriod: '0s',
        startInterval: '1s',
        retries: 3,
      }),
      'a step HEALTHCHECK of',
      'Give "healthCheck" of the service',
    ],
  ])('%j', (step, problem, fix) => {
    expect(problemOf(step)).toContain(problem);
    expect(problemOf(step)).toContain(fix);
    // No instruction of its own comes after it.
    expect(problemOf(step, 'build')).toBe('');
  });
});
