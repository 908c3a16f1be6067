import { describe, expect, it } from 'vitest';
import { mergeNodeOptions, nodeOption, withoutNodeOption } from '../../src/model/node-options.js';

const BASE = '--import=/app/nexus-env.mjs --max-old-space-size=384';

describe('mergeNodeOptions', () => {
  it.each([
    [undefined, BASE],
    ['', BASE],
    ['--enable-source-maps', `${BASE} --enable-source-maps`],
    // The preload stays beside another one, and is not repeated.
    ['--import=./otel.mjs', `${BASE} --import=./otel.mjs`],
    ['--require ./otel.cjs --trace-warnings', `${BASE} --require ./otel.cjs --trace-warnings`],
    ['--import=/app/nexus-env.mjs', '--max-old-space-size=384 --import=/app/nexus-env.mjs'],
    // What can be given once is the user's.
    ['--max-old-space-size=1024', '--import=/app/nexus-env.mjs --max-old-space-size=1024'],
    ['--max_old_space_size=1024', '--import=/app/nexus-env.mjs --max_old_space_size=1024'],
    ['--title "my app"', `${BASE} --title "my app"`],
    ['--import="/my app/x.mjs"', `${BASE} --import="/my app/x.mjs"`],
  ])('adds %j to what the platform needs', (given, expected) => {
    expect(mergeNodeOptions(BASE, given)).toBe(expected);
  });

  it('is what was given where the platform needs nothing', () => {
    expect(mergeNodeOptions(undefined, '--inspect')).toBe('--inspect');
  });
});

describe('nodeOption', () => {
  it.each([
    ['--import=/app/x.mjs', '--import=/app/x.mjs'],
    ['--import=/my app/x.mjs', '"--import=/my app/x.mjs"'],
    ['--import=/a"b/x.mjs', '"--import=/a\\"b/x.mjs"'],
  ])('%s is quoted where Node would split it', (option, expected) => {
    expect(nodeOption(option)).toBe(expected);
  });
});

it('withoutNodeOption takes away what another image has elsewhere', () => {
  expect(withoutNodeOption(`${BASE} --inspect`, '--import=/app/nexus-env.mjs')).toBe(
    '--max-old-space-size=384 --inspect',
  );
  expect(withoutNodeOption(undefined, '--inspect')).toBeUndefined();
});
