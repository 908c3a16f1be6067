import { describe, expect, it } from 'vitest';
import { Orm, PackageManager, Packaging } from '../../../src/index.js';
import { dockerfileOf, filesOf, type NodeProps, serviceOf, siteOf, stageOf } from './context.js';

const scripts = (entries: Record<string, string>, more: object = {}) => ({
  'package.json': { scripts: entries, ...more },
});
const deps = (...args: Parameters<typeof dockerfileOf>) => stageOf(dockerfileOf(...args), 'deps');
const problemOf = (...args: Parameters<typeof serviceOf>) => serviceOf(...args).problems.join('\n');

describe('scripts of package.json that run at an installation', () => {
  it.each([
    ['patch-package', { 'patches/x+1.0.0.patch': '' }, 'patches'],
    ['npx patch-package --error-on-fail', { 'patches/x+1.0.0.patch': '' }, 'patches'],
    ['patch-package --patch-dir fixes', { 'fixes/x+1.0.0.patch': '' }, 'fixes'],
    ['npm run fix', { 'patches/x+1.0.0.patch': '' }, 'patches'],
    ['cross-env CI=1 patch-package && only-allow npm', { 'patches/x+1.0.0.patch': '' }, 'patches'],
    ['node scripts/postinstall.js', { 'scripts/postinstall.js': '', 'scripts/lib.js': '' }, 'scripts'],
    ['node ./postinstall.mjs', { 'postinstall.mjs': '' }, 'postinstall.mjs'],
    ['sh scripts/setup.sh', { 'scripts/setup.sh': '' }, 'scripts'],
  ])('%s: what it reads is copied before', (command, files, copied) => {
    const text = deps({ ...scripts({ postinstall: command, fix: 'patch-package' }), ...files });
    expect(text).toMatch(
      new RegExp(`COPY package.json package-lock.json ./\\nCOPY ${copied} ./${copied}\\nRUN .*\\n? *npm ci`),
    );
  });

  it('takes along what a script in the root imports', () => {
    const text = deps({
      ...scripts({ preinstall: 'node check.mjs' }),
      'check.mjs': "import './lib.mjs';",
      'lib.mjs': '',
    });
    expect(text).toContain('COPY check.mjs ./check.mjs\nCOPY lib.mjs ./lib.mjs\n');
  });

  it.each([
    'husky',
    'husky install',
    'husky || true',
    'is-ci || husky',
    'node .husky/install.mjs',
    'lefthook install',
    'simple-git-hooks',
    'npm run hooks',
    'git config core.hooksPath .githooks',
  ])('%s: an image has no use for Git hooks', (prepare) => {
    const text = deps(scripts({ prepare, hooks: 'husky', postinstall: 'echo done' }));
    expect(text).toContain('RUN npm pkg delete scripts.prepare\n');
    expect(text).not.toContain('scripts.postinstall');
  });

  it('leaves husky alone beside what is needed, and turns it off', () => {
    const text = deps({ ...scripts({ prepare: 'husky && patch-package' }), 'patches/x.patch': '' });
    expect(text).toContain('COPY patches ./patches\n');
    expect(text).toContain(' HUSKY=0 npm ci');
    expect(text).not.toContain('npm pkg delete');
  });

  it('prisma generate: the client has a stage of its own', () => {
    const text = dockerfileOf(scripts({ postinstall: 'prisma generate' }), { orm: Orm.prisma() });
    expect(stageOf(text, 'deps')).toContain('RUN npm pkg delete scripts.postinstall\n');
    expect(stageOf(text, 'client')).toContain('prisma generate');
  });

  it('prisma generate beside another: the schema is there, and no database', () => {
    const files = { ...scripts({ postinstall: 'patch-package && prisma generate' }), 'patches/x.patch': '' };
    const text = deps(files, { orm: Orm.prisma() });
    expect(text).toContain('COPY patches ./patches\nCOPY prisma ./prisma\nCOPY prisma.config.ts ./prisma.config.ts\n');
    expect(text).toMatch(/DATABASE_URL=postgresql:\/\/build@127\.0\.0\.1:5432\/build npm ci/);
  });

  it('prisma generate without an ORM: says which prop', () => {
    expect(problemOf(scripts({ postinstall: 'prisma generate' }))).toMatch(
      /\[shop\/app\] app\/package.json runs "prisma generate" in "postinstall".* no Prisma schema. Add orm: Orm.prisma\(\)\. \(test\/constructs\/image\/\S+:\d+\)/,
    );
  });

  it.each([
    ['tsc -p tsconfig.build.json'],
    ['npm run build'],
    ['cd client && npm install'],
    ['node -e "require(\'./setup\')"'],
    ['node src/seed.js'],
    ['lefthook install && patch-package'],
  ])('%s: is refused until somebody says what it needs', (prepare) => {
    const files = { ...scripts({ prepare, build: 'tsc' }), 'src/seed.js': '', 'patches/x.patch': '' };
    expect(problemOf(files)).toMatch(
      /in "prepare" when packages are installed, which is before the sources.*install: \{ files: \["…"\] \}; or.*install: \{ scripts: false \}/,
    );
    expect(deps(files, { install: { files: ['src', 'tsconfig.build.json'] } })).toContain(
      'COPY src ./src\nCOPY tsconfig.build.json ./tsconfig.build.json\n',
    );
    expect(deps(files, { install: { scripts: false } })).toContain('RUN npm pkg delete scripts.prepare\n');
  });

  it('names patches that are not there', () => {
    expect(problemOf(scripts({ postinstall: 'patch-package' }))).toContain('and there is no patches. Commit it');
  });

  it('names every problem at once', () => {
    const { problems } = serviceOf({ ...scripts({ prepare: 'tsc', postinstall: 'prisma generate' }) });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.split('\n')).toHaveLength(3);
  });
});

describe('other files of an installation', () => {
  it('pnpm: patches, hooks and members of the workspace', () => {
    const text = deps(
      {
        'package.json': { pnpm: { patchedDependencies: { 'y@1': 'fixes/y.patch' } } },
        'pnpm-lock.yaml': '',
        'pnpm-workspace.yaml':
          'packages: ["packages/*", "!packages/old"]\npatchedDependencies:\n  x@1: patches/x.patch\n',
        '.pnpmfile.cjs': '',
        'patches/x.patch': '',
        'fixes/y.patch': '',
        'packages/a/package.json': '{}',
        'packages/old/package.json': '{}',
        'packages/a/src/index.ts': '',
      },
      { packageManager: PackageManager.pnpm() },
    );
    expect(text).toContain(
      'COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./\n' +
        ['.pnpmfile.cjs', 'fixes/y.patch', 'packages/a/package.json', 'patches/x.patch']
          .map((path) => `COPY ${path} ./${path}\n`)
          .join(''),
    );
  });

  it('yarn: settings, its own release, plugins and patches, all of them in the context', () => {
    const files = {
      'yarn.lock': '__metadata:\n',
      '.yarnrc.yml': 'yarnPath: .yarn/releases/yarn-4.9.1.cjs\nnodeLinker: node-modules\n',
      '.yarn/releases/yarn-4.9.1.cjs': '',
      '.yarn/plugins/a.cjs': '',
      '.yarn/patches/x.patch': '',
    };
    const out = filesOf(files, { packageManager: PackageManager.yarn() });
    expect(stageOf(out['app/Dockerfile'] ?? '', 'deps')).toContain(
      'COPY package.json yarn.lock .yarnrc.yml ./\n' +
        ['.yarn/patches', '.yarn/plugins', '.yarn/releases/yarn-4.9.1.cjs']
          .map((path) => `COPY ${path} ./${path}\n`)
          .join(''),
    );
    expect(out['app/.dockerignore']).toMatch(/\n!\.yarnrc\.yml\n$/);
  });

  it('npm: workspaces in both forms, with globs', () => {
    for (const workspaces of [['packages/**', 'apps/web'], { packages: ['packages/**', 'apps/web'] }]) {
      const text = deps({
        'package.json': { workspaces },
        'packages/a/b/package.json': '{}',
        'apps/web/package.json': '{}',
        'apps/other/package.json': '{}',
      });
      expect(text).toContain(
        'COPY apps/web/package.json ./apps/web/package.json\nCOPY packages/a/b/package.json ./packages/a/b/package.json\n',
      );
      expect(text).not.toContain('other');
    }
  });

  it('npm: a shrinkwrap in place of the lock file', () => {
    for (const other of [{}, { 'package-lock.json': '{}' }])
      expect(deps({ 'npm-shrinkwrap.json': '{}', ...other })).toContain('COPY package.json npm-shrinkwrap.json ./\n');
  });

  it.each([
    ['save-exact=true\nomit-lockfile-registry-resolved=true\nfund=false\n', false],
    ['# legacy-peer-deps=true\n', false],
    ['legacy-peer-deps=true\n', true],
    ['@acme:registry=https://npm.example.com/\n', true],
  ])('.npmrc with %j goes along: %s', (content, copied) => {
    const files = filesOf({ '.npmrc': content });
    expect(stageOf(files['app/Dockerfile'] ?? '', 'deps').includes('package-lock.json .npmrc ./\n')).toBe(copied);
    expect(files['app/.dockerignore']?.includes('\n!.npmrc\n')).toBe(copied);
  });

  it('packages of the repository: archives and folders, and links where they lead', () => {
    const text = dockerfileOf({
      'package.json': {
        dependencies: { a: 'file:vendor/a.tgz', b: 'file:./vendor/b' },
        devDependencies: { c: 'link:tools/c' },
      },
      'vendor/a.tgz': '',
      'vendor/b/package.json': { dependencies: { d: 'file:../d' } },
      'vendor/d/package.json': {},
      'tools/c/package.json': {},
    });
    expect(stageOf(text, 'deps')).toContain(
      'COPY tools/c ./tools/c\nCOPY vendor/a.tgz ./vendor/a.tgz\nCOPY vendor/b ./vendor/b\n',
    );
    expect(stageOf(text, 'runtime')).toContain(
      'COPY --from=build /app/vendor/b ./vendor/b/\nCOPY --from=build /app/vendor/d ./vendor/d/\n',
    );
    expect(stageOf(text, 'runtime')).not.toContain('tools');
  });

  it('members that production runs are in the image, with their own', () => {
    const files = {
      'package.json': { workspaces: ['packages/*'], dependencies: { '@a/b': '*' } },
      'packages/b/package.json': { name: '@a/b', dependencies: { '@a/c': 'workspace:*' } },
      'packages/c/package.json': { name: '@a/c' },
      'packages/tool/package.json': { name: '@a/tool' },
    };
    const runtime = (props: NodeProps) => stageOf(dockerfileOf(files, props), 'runtime');
    expect(runtime({})).toMatch(/packages\/b \.\/packages\/b\/\n.*packages\/c \.\/packages\/c\/\n/);
    expect(runtime({})).not.toContain('tool');
    expect(runtime({ packaging: Packaging.bundle() })).not.toContain('packages');
  });

  it('a package outside of the context wants to be shared, and bundled', () => {
    const files = { 'package.json': { dependencies: { '@a/s': 'file:../shared' } } };
    expect(problemOf(files)).toContain('lies outside of the build context. Write shared: ["shared"]');
    expect(problemOf(files, { shared: ['shared'] })).toContain('Use packaging: Packaging.bundle()');
    expect(deps(files, { shared: ['shared'], packaging: Packaging.bundle() })).toContain(
      'COPY --from=shared . /workspace/shared/\n',
    );
  });

  it('a front end is installed like a service', () => {
    const { problems } = siteOf(scripts({ postinstall: 'patch-package' }));
    expect(problems.join()).toContain('no patches');
  });
});

describe('the package manager', () => {
  it.each([
    ['pnpm', 'pnpm@10.2.0+sha512.abc', 'pnpm@10.2.0'],
    ['yarn', 'yarn@4.9.1', '@yarnpkg/cli-dist@4.9.1'],
  ] as const)('%s comes in the version that package.json pins', (name, packageManager, installed) => {
    const lock = name === 'pnpm' ? 'pnpm-lock.yaml' : 'yarn.lock';
    const files = { 'package.json': { packageManager }, [lock]: '' };
    expect(deps(files, { packageManager: PackageManager[name]() })).toContain(` ${installed}\n`);
    expect(problemOf(files, { packageManager: PackageManager[name]('4.0.0') })).toContain(
      `and the Dockerfile says 4.0.0. Write PackageManager.${name}()`,
    );
    expect(problemOf(files)).toContain(`Write packageManager: PackageManager.${name}()`);
  });

  it('is the one whose lock file is there', () => {
    expect(problemOf({ 'pnpm-lock.yaml': '' })).toContain(
      'app has no package-lock.json, but the lock file of pnpm. Write packageManager: PackageManager.pnpm()',
    );
  });

  it('Yarn 1 is refused before a build is', () => {
    const manager = { packageManager: PackageManager.yarn() };
    expect(problemOf({ 'yarn.lock': '# yarn lockfile v1\n' }, manager)).toContain('is of Yarn 1');
    expect(problemOf({ 'package.json': { packageManager: 'yarn@1.22.22' }, 'yarn.lock': '' }, manager)).toContain(
      'images are installed with Yarn 4',
    );
  });

  it('runs nothing in a step without a network', () => {
    for (const packageManager of [PackageManager.pnpm(), PackageManager.yarn()]) {
      const lock = { [packageManager.spec.name === 'pnpm' ? 'pnpm-lock.yaml' : 'yarn.lock']: '' };
      expect(dockerfileOf(lock, { packageManager, packaging: Packaging.bundle() })).toMatch(
        /RUN --network=none node_modules\/\.bin\/esbuild /,
      );
    }
  });

  it.each(['pnpm', 'yarn'] as const)('%s runs no script again when it takes packages away', (name) => {
    const files = {
      ...scripts({ postinstall: 'patch-package', prepare: 'husky' }),
      'patches/x.patch': '',
      [name === 'pnpm' ? 'pnpm-lock.yaml' : 'yarn.lock']: '',
    };
    const text = dockerfileOf(files, { packageManager: PackageManager[name]() });
    expect(stageOf(text, 'production-deps')).toMatch(
      /npm pkg delete scripts\.postinstall && \\\n +(?:pnpm prune|yarn workspaces focus)/,
    );
  });
});

describe('where the sources are not here', () => {
  it('says that nothing was seen, once, with every name', () => {
    const { warnings } = serviceOf({ 'package.json': {} }, { install: {} });
    expect(warnings).toEqual([]);
  });

  it('what is declared is copied, and scripts are left out where that is said', () => {
    const text = deps({}, { install: { files: ['patches', 'scripts/x.mjs'], scripts: false } });
    expect(text).toContain('COPY patches ./patches\nCOPY scripts/x.mjs ./scripts/x.mjs\n');
  });
});
