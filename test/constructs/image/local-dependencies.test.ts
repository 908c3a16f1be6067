import { describe, expect, it } from 'vitest';
import { PackageManager } from '../../../src/index.js';
import { dockerfileOf, filesOf, serviceOf, siteOf, stageOf } from './context.js';

const deps = (...args: Parameters<typeof dockerfileOf>) => stageOf(dockerfileOf(...args), 'deps');
const problemOf = (...args: Parameters<typeof serviceOf>) => serviceOf(...args).problems.join('\n');

describe('a package.json that can’t be read', () => {
  it.each([
    [{ 'package.json': '{"a":' }, 'app/package.json is no JSON: '],
    [{ 'package.json': '7' }, 'app/package.json is 7. Write an object'],
    [{ 'package.json': { workspaces: ['a'] }, 'a/package.json': '{' }, 'app/a/package.json is no JSON: '],
  ])('%j is reported once', (files, problem) => {
    for (const { problems } of [serviceOf(files), siteOf(files)]) {
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(problem);
    }
  });
});

describe('what an installation would pass over without an error', () => {
  it('the authority that .npmrc names is copied, and one that is not there is named', () => {
    const files = { '.npmrc': 'cafile=./certs/company.pem\n' };
    const out = filesOf({ ...files, 'certs/company.pem': '-----BEGIN CERTIFICATE-----' });
    expect(stageOf(out['app/Dockerfile'] ?? '', 'deps')).toContain('COPY certs/company.pem ./certs/company.pem\nRUN');
    expect(out['app/.dockerignore']).toMatch(/\n!certs\/company\.pem\n/);
    expect(problemOf(files)).toContain('app/.npmrc names certs/company.pem, and there is no such file. Put it into');
    expect(problemOf({ '.npmrc': 'cafile=../ca.pem\n' })).toContain('names ../ca.pem, which is outside of the build');
    expect(problemOf({ '.npmrc': 'cafile=/etc/ssl/cert.pem\n' })).toBe('');
    expect(problemOf({ ...files, 'certs/company.pem': '-----BEGIN PRIVATE KEY-----' })).toContain(
      'holds a private key',
    );
  });

  it('the same of Yarn', () => {
    const files = {
      'yarn.lock': '',
      '.yarnrc.yml': 'networkSettings:\n  "*.acme":\n    httpsCaFilePath: certs/ca.pem\n',
    };
    const packageManager = PackageManager.yarn();
    expect(problemOf(files, { packageManager })).toContain('app/.yarnrc.yml names certs/ca.pem, and there is no such');
    expect(deps({ ...files, 'certs/ca.pem': '' }, { packageManager })).toContain('COPY certs/ca.pem ./certs/ca.pem\n');
  });

  it('packages by a path without file:, and what they need beside them', () => {
    const text = deps({
      'package.json': { dependencies: { d: './e', a: 'vendor/a.tgz', b: 'acme/b' } },
      'e/package.json': { dependencies: { g: 'file:../g' } },
      'g/package.json': {},
      'vendor/a.tgz': '',
      'acme/b/package.json': {},
    });
    expect(text).toContain('COPY e ./e\nCOPY g ./g\nCOPY vendor/a.tgz ./vendor/a.tgz\nRUN');
    expect(problemOf({ 'package.json': { dependencies: { d: './e' } } })).toContain(
      '"d": "./e" in app/package.json names what is not there',
    );
  });

  it.each([
    [{ overrides: { x: { y: 'file:./e' } } }, PackageManager.npm()],
    [{ pnpm: { overrides: { y: 'link:./e' } } }, PackageManager.pnpm()],
    [{ resolutions: { y: 'portal:./e' } }, PackageManager.yarn()],
    [{ resolutions: { y: 'patch:y@npm%3A1.0.0#./e/y.patch' } }, PackageManager.yarn()],
    [{ dependencies: { y: 'patch:y@npm%3A1.0.0#~/e/y.patch&optional!./e/z.patch::version=1' } }, PackageManager.yarn()],
  ])('%j: what is installed in place of another', (manifest, packageManager) => {
    const lock = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock' }[packageManager.spec.name];
    const files = { 'package.json': manifest, [lock]: '' };
    expect(problemOf(files, { packageManager })).toMatch(/in app\/package\.json names what is not there/);
    const there = { ...files, 'e/package.json': {}, 'e/y.patch': '', 'e/z.patch': '' };
    expect(deps(there, { packageManager })).toMatch(/COPY e(\/y\.patch)? \.\/e/);
    expect(problemOf(there, { packageManager })).toBe('');
  });

  it('overrides of pnpm-workspace.yaml', () => {
    const files = { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'overrides:\n  y: file:./e\n', 'e/package.json': {} };
    expect(deps(files, { packageManager: PackageManager.pnpm() })).toContain('COPY e ./e\n');
  });

  it('a native module of its own is compiled from sources', () => {
    const files = { 'binding.gyp': '{}', 'src/addon.cc': '' };
    expect(problemOf(files)).toMatch(
      /app\/binding\.gyp is compiled by "node-gyp rebuild" .* install: \{ files: \["binding\.gyp", "src"\] \}, with nativeBuild: true; or/,
    );
    expect(deps(files, { install: { files: ['binding.gyp', 'src'] }, nativeBuild: true })).toContain(
      'COPY src ./src\n',
    );
    expect(problemOf(files, { install: { scripts: false } })).toBe('');
    for (const manifest of [{ gypfile: false }, { scripts: { install: 'echo none' } }])
      expect(problemOf({ ...files, 'package.json': manifest })).toBe('');
  });

  it('hooks of pnpm, with what they import', () => {
    const packageManager = PackageManager.pnpm();
    const files = { 'pnpm-lock.yaml': '', '.pnpmfile.cjs': "const x = require('./hooks/x.cjs');" };
    expect(deps({ ...files, 'hooks/x.cjs': '' }, { packageManager })).toContain(
      'COPY .pnpmfile.cjs ./.pnpmfile.cjs\nCOPY hooks ./hooks\n',
    );
    expect(problemOf(files, { packageManager })).toContain(
      'app/.pnpmfile.cjs has hooks of pnpm, and not all that it imports is here. Commit it; or name',
    );
    expect(problemOf(files, { packageManager, install: { files: ['.pnpmfile.cjs'] } })).toBe('');
  });
});
