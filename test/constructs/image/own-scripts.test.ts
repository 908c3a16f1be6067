import { describe, expect, it } from 'vitest';
import { PackageManager } from '../../../src/index.js';
import { dockerfileOf, serviceOf, stageOf } from './context.js';

const deps = (...args: Parameters<typeof dockerfileOf>) => stageOf(dockerfileOf(...args), 'deps');
const problemOf = (...args: Parameters<typeof serviceOf>) => serviceOf(...args).problems.join('\n');

describe('scripts of members of a workspace', () => {
  const files = (entries: Record<string, string>) => ({
    'package.json': { workspaces: ['packages/*'] },
    'packages/a/package.json': { scripts: entries },
  });

  it('read files of their own folder', () => {
    const script = { 'packages/a/build.js': "require('./lib.js')", 'packages/a/lib.js': '' };
    expect(deps({ ...files({ postinstall: 'node build.js' }), ...script })).toContain(
      'COPY packages/a/build.js ./packages/a/build.js\nCOPY packages/a/lib.js ./packages/a/lib.js\n',
    );
  });

  it.each(['node build.js', 'tsc', 'prisma generate'])(
    '%s: are refused until somebody says what they need',
    (prepare) => {
      expect(problemOf(files({ prepare }))).toMatch(
        /app\/packages\/a\/package\.json runs .* in "prepare" when packages are/,
      );
      expect(problemOf(files({ prepare }), { install: { files: ['packages/a'] } })).toBe('');
      expect(deps(files({ prepare }), { install: { scripts: false } })).toContain(
        'RUN npm --prefix packages/a pkg delete scripts.prepare\n',
      );
    },
  );

  it('of hooks are taken out, beside those of the root', () => {
    const out = files({ prepare: 'husky' });
    expect(deps({ ...out, 'package.json': { workspaces: ['packages/*'], scripts: { prepare: 'husky' } } })).toMatch(
      /RUN npm pkg delete scripts\.prepare && \\\n +npm --prefix packages\/a pkg delete scripts\.prepare\n/,
    );
  });

  it('Yarn does not prepare them', () => {
    const all = { ...files({ prepare: 'tsc' }), 'yarn.lock': '' };
    expect(problemOf(all, { packageManager: PackageManager.yarn() })).toBe('');
  });
});
