import { describe, expect, it } from 'vitest';
import { NodeRuntime, Orm, PackageManager } from '../../../src/index.js';
import { admits } from '../../../src/constructs/image/engines.js';
import { dockerfileOf, serviceOf, siteOf, stageOf } from './context.js';

const deps = (...args: Parameters<typeof dockerfileOf>) => stageOf(dockerfileOf(...args), 'deps');
const problemOf = (...args: Parameters<typeof serviceOf>) => serviceOf(...args).problems.join('\n');
const pnpm = { packageManager: PackageManager.pnpm() };

describe('a range of versions', () => {
  it.each([
    ['^22', false],
    ['22.x || ^24.1', true],
    ['>=20', true],
    ['>= 20 <24', false],
    ['>=20 <24.3', true],
    ['<=24.0.0', true],
    ['>24', false],
    ['>24.1.0', true],
    ['~22.1.0', false],
    ['v24.11.1', true],
    ['20 - 22', false],
    ['20.1.0 - 24', true],
    ['*', true],
    ['', true],
    ['lts/*', true],
  ])('%j has some Node 24: %s', (range, is) => expect(admits(range, 24)).toBe(is));
});

describe('what package.json asks of Node', () => {
  const files = (more: object, npmrc = '') => ({ 'package.json': more, ...(npmrc && { '.npmrc': npmrc }) });

  it('npm refuses with engine-strict, and else only warns', () => {
    const other = { engines: { node: '^22' } };
    expect(problemOf(files(other))).toBe('');
    expect(problemOf(files(other, 'engine-strict=true\n'))).toContain(
      '"engines" of app/package.json asks for Node "^22", and the image has Node 24: npm would refuse to install. Give',
    );
    const runtime = { runtime: NodeRuntime.debianSlim({ version: 22 }) };
    expect(problemOf(files(other, 'engine-strict=true\n'), runtime)).toBe('');
    expect(siteOf(files(other, 'engine-strict\n')).problems.join()).toContain('asks for Node "^22"');
  });

  it('pnpm refuses in any case, also another version of itself', () => {
    const all = (engines: object) => ({ ...files({ engines }), 'pnpm-lock.yaml': '' });
    expect(problemOf(all({ node: '<23' }), pnpm)).toContain('asks for Node "<23", and the image has Node 24');
    expect(problemOf(all({ pnpm: '^9' }), pnpm)).toContain(
      'asks for pnpm "^9", and the image is installed with pnpm 12',
    );
    expect(problemOf(all({ pnpm: '^9' }), { packageManager: PackageManager.pnpm('9.1.0') })).toBe('');
  });

  it('devEngines, unless they only warn', () => {
    const all = (onFail?: string) => files({ devEngines: { runtime: [{ name: 'node', version: '22', onFail }] } });
    expect(problemOf(all())).toContain('"devEngines" of app/package.json asks for Node "22"');
    expect(problemOf(all('warn'))).toBe('');
  });

  it('of an image of one’s own nothing is known', () => {
    const custom = { build: 'example.com/node:1', run: 'example.com/node:1', family: 'alpine', user: '1:1' } as const;
    expect(
      problemOf(files({ engines: { node: '^22' } }, 'engine-strict=true'), { runtime: NodeRuntime.custom(custom) }),
    ).toBe('');
  });
});

describe('the manager that package.json names', () => {
  const lock = { 'pnpm-lock.yaml': '' };

  it.each([
    [{ packageManager: 'bun@1.1.0' }, 'is bun@1.1.0, and images are installed with npm, pnpm or Yarn 4'],
    [{ packageManager: 'pnpm@10' }, '"packageManager" of app/package.json is pnpm@10, which is not exact'],
    [{ packageManager: 'pnpm' }, 'is pnpm, which is not exact, and the image is installed with pnpm 12.'],
    [{ packageManager: 'yarn@4' }, 'Write packageManager: PackageManager.yarn()'],
    [
      { devEngines: { packageManager: { name: 'yarn' } } },
      '"devEngines.packageManager" of app/package.json is yarn, and',
    ],
    [{ devEngines: { packageManager: { name: 'pnpm', version: '^10.5.0' } } }, 'is pnpm@^10.5.0, which is not exact'],
    [{ devEngines: { packageManager: { name: 'bun' } } }, 'is bun, and images are installed with'],
  ])('%j is refused', (manifest, problem) => {
    expect(problemOf({ ...lock, 'package.json': manifest }, pnpm)).toContain(problem);
  });

  it.each([
    [{ devEngines: { packageManager: { name: 'pnpm', version: '10.5.0' } } }, 'pnpm@10.5.0'],
    [{ devEngines: { packageManager: [{ name: 'npm' }, { name: 'pnpm', version: '10.5.0' }] } }, 'pnpm@10.5.0'],
    [{ devEngines: { packageManager: { name: 'pnpm', version: '>=12' } } }, 'pnpm@12.'],
    [{ devEngines: { packageManager: { name: 'yarn', onFail: 'ignore' } } }, 'pnpm@12.'],
    [
      { packageManager: 'pnpm@10.2.0', devEngines: { packageManager: { name: 'pnpm', version: '11.0.0' } } },
      'pnpm@10.2.0',
    ],
  ])('%j installs %s', (manifest, installed) => {
    expect(deps({ ...lock, 'package.json': manifest }, pnpm)).toContain(` ${installed}`);
    expect(problemOf({ ...lock, 'package.json': manifest }, pnpm)).toBe('');
  });

  it('a version in the Dockerfile answers a range', () => {
    const manifest = { devEngines: { packageManager: { name: 'pnpm', version: '^10.5.0' } } };
    const said = { packageManager: PackageManager.pnpm('10.6.0') };
    expect(deps({ ...lock, 'package.json': manifest }, said)).toContain(' pnpm@10.6.0');
  });
});

describe('a lock file with a merge conflict', () => {
  const conflict = '{\n<<<<<<< HEAD\n  "lockfileVersion": 3\n=======\n  "lockfileVersion": 2\n>>>>>>> other\n}\n';

  it.each([
    ['package-lock.json', {}, 'npm'],
    ['npm-shrinkwrap.json', {}, 'npm'],
    ['pnpm-lock.yaml', pnpm, 'pnpm'],
    ['yarn.lock', { packageManager: PackageManager.yarn() }, 'yarn'],
  ])('%s is refused: npm would install one of the sides', (lock, props, manager) => {
    expect(problemOf({ [lock]: conflict }, props)).toContain(
      `app/${lock} has a merge conflict in it. Resolve it: "${manager} install" writes it anew.`,
    );
  });
});

describe('the version of Prisma', () => {
  const all = (more: object) => ({ 'package.json': more });

  it('that package.json asks for is the one that the image is made for', () => {
    const six = all({ dependencies: { '@prisma/client': '^6.19.0' }, devDependencies: { prisma: '6.19.3' } });
    expect(problemOf(six, { orm: Orm.prisma() })).toContain(
      'app/package.json asks for prisma "6.19.3", and the image is made for Prisma 7. Write Orm.prisma({ version: 6 }), or install Prisma 7.',
    );
    expect(problemOf(six, { orm: Orm.prisma({ version: 6 }) })).toBe('');
    expect(
      problemOf(all({ dependencies: { '@prisma/client': '4.16.2' } }), { orm: Orm.prisma({ version: 5 }) }),
    ).toContain(
      'asks for @prisma/client "4.16.2", and the image is made for Prisma 5. Prisma 5, 6 and 7 are supported.',
    );
  });

  it.each(['^7.1.0', '>=6', '*', 'catalog:', 'latest'])('%s may be Prisma 7', (prisma) => {
    expect(problemOf(all({ devDependencies: { prisma } }), { orm: Orm.prisma() })).toBe('');
  });
});

describe('packages out of Git repositories', () => {
  const npm = (resolved: string) => ({ 'package-lock.json': { packages: { a: { resolved } } } });

  it.each([
    [npm('git+https://git.example/a.git#0123'), {}],
    [{ 'pnpm-lock.yaml': '  resolution: {commit: a, repo: https://git.example/a.git, type: git}\n' }, pnpm],
    [
      { 'yarn.lock': '__metadata:\n  resolution: "a@https://git.example/a.git#commit=0123"\n' },
      { packageManager: PackageManager.yarn() },
    ],
  ])('are fetched with Git: %j', (files, props) => {
    expect(deps(files, props)).toMatch(/RUN apk add --no-cache git\n/);
    expect(deps(files, { ...props, runtime: NodeRuntime.debianSlim() })).toMatch(
      /apt-get install .* git ca-certificates/,
    );
  });

  it.each([npm('git+ssh://git@github.com/a/b.git#0123'), npm('https://registry.npmjs.org/a/-/a.tgz')])(
    'others are archives: %j',
    (files) => expect(deps(files)).not.toContain('git\n'),
  );

  it('a build has no key for SSH', () => {
    expect(problemOf(npm('git+ssh://git@git.example/a.git#0123'))).toContain(
      'app/package-lock.json has a package of git+ssh://git@git.example/a.git, and the build has no key for SSH. Write',
    );
  });
});

describe('install.files', () => {
  it('that are not there are a warning: something may make them before the build', () => {
    const { warnings, problems } = serviceOf(
      { patches: '' },
      { install: { files: ['nope', 'patches', 'tsconfig.json'] } },
    );
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      'install.files names app/nope, which is not there: a build fails unless something makes it before',
    ]);
  });
});
