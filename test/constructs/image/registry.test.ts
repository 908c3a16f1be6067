import { describe, expect, it } from 'vitest';
import { PackageManager, Secret } from '../../../src/index.js';
import { filesOf, serviceOf, stageOf } from './context.js';

const problemOf = (...args: Parameters<typeof serviceOf>) => serviceOf(...args).problems.join('\n');

describe('log-ins of a registry', () => {
  const token = (platform: Parameters<Extract<Parameters<typeof filesOf>[1], (...args: never[]) => unknown>>[0]) =>
    Secret.supplied(platform, 'npm_token');
  const NPMRC = '@acme:registry=https://npm.example.com/\n//npm.example.com/:_authToken=${NPM_TOKEN}\n';

  it('are secrets of the build, and in no layer', () => {
    const out = filesOf({ '.npmrc': NPMRC }, (platform) => ({ install: { secrets: { NPM_TOKEN: token(platform) } } }));
    expect(stageOf(out['app/Dockerfile'] ?? '', 'deps')).toMatch(
      /--mount=type=secret,id=npm_token,env=NPM_TOKEN,required=true \\\n +npm ci/,
    );
    expect(out['app/Dockerfile']?.match(/NPM_TOKEN/g)).toHaveLength(1);
    expect(out['docker-compose.yml']).toMatch(
      /build:\n +context: .\/app\n +target: runtime\n +secrets:\n +- npm_token\n/,
    );
    expect(out['docker-compose.yml']).toMatch(/\nsecrets:\n(?:.*\n)? +npm_token:\n +file: .\/secrets\/npm_token\n/);
    // Of the build alone: the container does not have it.
    expect(out['docker-compose.yml']).not.toContain('NPM_TOKEN_FILE');
  });

  it('a whole .npmrc that is one takes the place of what lies about', () => {
    const out = filesOf({ '.npmrc': '//npm.example.com/:_authToken=abc\n' }, (platform) => ({
      install: { npmrc: token(platform) },
    }));
    expect(out['app/Dockerfile']).toContain('--mount=type=secret,id=npm_token,target=/root/.npmrc,required=true');
    expect(out['app/.dockerignore']).not.toContain('!.npmrc');
  });

  it.each([
    ['//npm.example.com/:_authToken=abc', ':1'],
    ['registry=https://npm.example.com/\n_auth="YTpi"', ':2'],
    ['//npm.example.com/:_password=abc', ':1'],
    ['registry=http://user:abc@r.test/', ':1'],
    ['fund=false\nhttps-proxy=http://u:abc@proxy:8080', ':2'],
    ['@acme:registry="https://user:abc@r.test/"', ':1'],
  ])('%j is refused with its line', (content, line) => {
    const message = problemOf({ '.npmrc': content });
    expect(message).toContain(
      `app/.npmrc${line} holds a log-in, which would be in a layer. Write \${NPM_TOKEN} in its place`,
    );
    expect(message).not.toMatch(/abc|YTpi/);
  });

  it.each([
    [{ dependencies: { a: 'git+https://x-access-token:abc@git.example/a.git#v1' } }],
    [{ devDependencies: { a: `git+https://ghp_${'a1'.repeat(18)}@github.com/a/b.git` } }],
    [{ overrides: { b: { '.': 'https://user:abc@r.test/b.tgz' } } }],
    [{ resolutions: { b: 'https://user:abc@r.test/b.tgz' } }],
  ])('an address in package.json that holds one is refused: %j', (manifest) => {
    const message = problemOf({ 'package.json': `{"name":"a",\n${JSON.stringify(manifest).slice(1)}` });
    expect(message).toContain(
      'app/package.json:2 holds an address with a log-in, which would be in a layer. Write the address without it',
    );
    expect(message).not.toMatch(/abc@|ghp_/);
  });

  it.each([
    ['package-lock.json', '{\n"resolved": "https://user:abc@r.test/b.tgz" }', PackageManager.npm()],
    ['npm-shrinkwrap.json', '{\n"resolved": "https://user:abc@r.test/b.tgz" }', PackageManager.npm()],
    ['pnpm-lock.yaml', '\n  resolution: {tarball: https://user:abc@r.test/b.tgz}', PackageManager.pnpm()],
    ['yarn.lock', '__metadata:\n  resolution: "b@https://user:abc@r.test/b.tgz"', PackageManager.yarn()],
  ])('an address in %s that holds one is refused with its line', (lock, text, packageManager) => {
    expect(problemOf({ [lock]: text }, { packageManager })).toContain(`app/${lock}:2 holds an address with a log-in`);
  });

  it('settings of pnpm and Yarn, members of a workspace', () => {
    const pnpm = { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'httpsProxy: http://u:abc@proxy:8080\n' };
    expect(problemOf(pnpm, { packageManager: PackageManager.pnpm() })).toContain('app/pnpm-workspace.yaml:1 holds an');
    const yarn = { 'yarn.lock': '', '.yarnrc.yml': 'httpProxy: "http://u:abc@proxy:8080"\n' };
    expect(problemOf(yarn, { packageManager: PackageManager.yarn() })).toContain('app/.yarnrc.yml:1 holds a log-in');
    const npm = {
      'package.json': { workspaces: ['a'] },
      'a/package.json': { dependencies: { b: 'https://u:abc@r.test/b.tgz' } },
    };
    expect(problemOf(npm)).toContain('app/a/package.json:1 holds an address');
  });

  it.each([
    ['package.json', { dependencies: { a: 'git+ssh://git@github.com/a/b.git#v1', b: 'git+https://git@g.test/b.git' } }],
    ['package.json', { scripts: { dev: 'DATABASE_URL=http://dev:dev@localhost/app node x.js' } }],
    ['package-lock.json', { resolved: 'git+ssh://git@github.com/a/b.git#0123456789012345678901234567890123456789' }],
    ['.npmrc', '# registry=http://user:abc@r.test/\nfund=false\nregistry=https://r.test/@scope/x\n'],
  ])('what is none passes in %s: %j', (path, content) => {
    expect(problemOf({ [path]: content })).toBe('');
  });

  it('a variable in an address is a secret of the build', () => {
    const files = { '.npmrc': 'registry=http://user:${NPM_PASSWORD}@r.test/\n' };
    expect(problemOf(files)).toContain('names the variable NPM_PASSWORD, which no step of the build has');
    const given = serviceOf(files, (platform) => ({ install: { secrets: { NPM_PASSWORD: token(platform) } } }));
    expect(given.problems).toEqual([]);
  });

  it('a variable that no step has is refused', () => {
    expect(problemOf({ '.npmrc': NPMRC })).toContain(
      'app/.npmrc names the variable NPM_TOKEN, which no step of the build has. Give it: install: { secrets: { NPM_TOKEN:',
    );
  });

  it('Yarn wants a default, since every command reads the file', () => {
    const files = (value: string) => ({ 'yarn.lock': '', '.yarnrc.yml': `npmAuthToken: "${value}"\n` });
    const packageManager = PackageManager.yarn();
    expect(problemOf(files('abc'), { packageManager })).toContain('app/.yarnrc.yml:1 holds a log-in');
    expect(problemOf(files('${NPM_TOKEN:-}'), { packageManager })).toContain('names the variable NPM_TOKEN');
    const given = (value: string) =>
      serviceOf(files(value), (platform) => ({ packageManager, install: { secrets: { NPM_TOKEN: token(platform) } } }));
    expect(given('${NPM_TOKEN}').problems.join()).toContain('Write ${NPM_TOKEN:-}');
    expect(given('${NPM_TOKEN:-}').problems).toEqual([]);
  });
});
