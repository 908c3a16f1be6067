import { describe, expect, it } from 'vitest';
import { Packaging } from '../../../src/index.js';
import { serviceOf } from './context.js';

const LINUX = { cpu: ['x64'], os: ['linux'], optional: true };
/** As npm 11 locks them, shortened. */
const LOCK = {
  packages: {
    '': {},
    'node_modules/sharp': {
      dependencies: { 'detect-libc': '^2.1.0' },
      optionalDependencies: { '@img/sharp-linux-x64': '0.34.4' },
    },
    'node_modules/@img/sharp-linux-x64': LINUX,
    'node_modules/@node-rs/argon2': { optionalDependencies: { '@node-rs/argon2-linux-x64-musl': '2.0.2' } },
    'node_modules/@node-rs/argon2-linux-x64-musl': LINUX,
    'node_modules/thumbnails': { dependencies: { sharp: '^0.34.0' } },
    'node_modules/bullmq': { dependencies: { msgpackr: '^1.11.2' } },
    // It does without.
    'node_modules/msgpackr': { optionalDependencies: { 'msgpackr-extract': '^3.0.2' } },
    'node_modules/msgpackr-extract': { dependencies: { 'node-gyp-build-optional-packages': '5.2.2' } },
    'node_modules/chokidar': { optionalDependencies: { fsevents: '~2.3.2' } },
    'node_modules/fsevents': { cpu: ['arm64'], os: ['darwin'], optional: true },
  },
};
const warningsOf = (dependencies: readonly string[], packaging: Packaging, more: object = {}) =>
  serviceOf(
    {
      'package.json': { dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])), ...more },
      'package-lock.json': LOCK,
    },
    { packaging },
  ).warnings.join('\n');

describe('a bundle with a native module in it', () => {
  it.each([
    ['sharp', 'takes in sharp, whose binary can'],
    ['@node-rs/argon2', 'takes in @node-rs/argon2, whose binary can'],
    ['thumbnails', 'takes in thumbnails, whose binary, of sharp, can'],
  ])('%s is warned of', (name, what) => {
    expect(warningsOf([name], Packaging.bundle())).toContain(
      `${what}'t be in one file: Packaging.bundle({ external: ["${name}"] }) leaves it beside`,
    );
  });

  it.each([
    ['that stays outside', ['sharp'], Packaging.bundle({ external: ['sharp'] })],
    ['whose binary stays outside', ['thumbnails'], Packaging.bundle({ external: ['sharp'] })],
    ['whose parts stay outside', ['sharp'], Packaging.bundle({ external: ['sharp/*'] })],
    ['of another packaging', ['sharp'], Packaging.pruned()],
    ['that its user can do without', ['bullmq'], Packaging.bundle()],
    ['of another system', ['chokidar'], Packaging.bundle()],
  ])('one %s is right', (_, names, packaging) => {
    expect(warningsOf(names, packaging)).toBe('');
  });

  it('that only developers have is right', () => {
    expect(warningsOf([], Packaging.bundle(), { devDependencies: { sharp: '*' } })).toBe('');
  });
});
