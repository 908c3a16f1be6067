import { describe, expect, it } from 'vitest';
import { Frontend, NexusService, Orm, Packaging, SecureDockerfile } from '../../../src/index.js';
import { isIgnored } from '../../../src/constructs/image/ignore-patterns.js';
import { messageOf, newPlatform, render } from '../../support/project.js';
import { filesOf, type NodeProps, serviceOf, siteOf } from './context.js';

const ignoreOf = (files: Parameters<typeof filesOf>[0], props: NodeProps = {}) =>
  (filesOf(files, props)['app/.dockerignore'] ?? '').split('\n');
const KEY = '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n';
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n';

describe('what a build gets', () => {
  it.each([
    'docs/guide.md',
    'src/prompts/system.md',
    'src/README.md',
    'build/webpack.config.js',
    'templates/Dockerfile.hbs',
    'templates/docker-compose.yml',
    'LICENSE',
    'src/coverage/rate.ts',
    'src/generated/graphql.ts',
    'src/tests/runner.ts',
    'config/.gitignore',
    '.env.example',
  ])('%s is part of it', (path) => {
    expect(isIgnored(ignoreOf({}, { orm: Orm.prisma() }), path)).toBe(false);
  });

  it.each([
    '.env',
    'config/.env.production',
    'secrets/token',
    'certs/tls.key',
    'certs/ca.pem',
    '.npmrc',
    'packages/a/.npmrc',
    '.yarnrc.yml',
    'deploy/id_rsa',
    '.ssh/config',
    '.aws/credentials',
    '.netrc',
    '.git/config',
    'node_modules/x/index.js',
    'packages/a/node_modules/x/.env',
    'dist/app.js',
    'src/generated/prisma/client.ts',
    'README.md',
    'src/app.test.ts',
    'test/app.ts',
  ])('%s is not', (path) => {
    expect(isIgnored(ignoreOf({}, { orm: Orm.prisma() }), path)).toBe(true);
  });

  it.each([
    ['dist/app.js', 'dist/app.js', true],
    ['build/server/main.js', 'build/server/main.js', true],
    ['build/server/main.js', 'dist/vendor.js', false],
    // A program without a build: its output is its sources.
    ['src/app.js', 'src/app.js', false],
    ['server.js', 'server.js', false],
  ])('with the output %s: %s is left out: %s', (output, path, ignored) => {
    expect(isIgnored(ignoreOf({}, { packaging: Packaging.pruned({ output }) }), path)).toBe(ignored);
  });

  it.each(['README.md', 'CHANGELOG.md', 'test/index.md', 'tests/how-to.md', 'guide/test/index.md'])(
    '%s may be a page of a site',
    (path) => {
      const platform = newPlatform();
      const dockerfile = SecureDockerfile.staticSite({ context: 'docs' });
      new Frontend(platform, 'docs', { dockerfile });
      const lines = (render(platform)['docs/.dockerignore'] ?? '').split('\n');
      expect(isIgnored(lines, path)).toBe(false);
      for (const other of ['dist/index.html', '.env', 'src/app.test.ts', 'docker-compose.yml'])
        expect(isIgnored(lines, other)).toBe(true);
    },
  );

  it('leaves out the client where the schema has it', () => {
    const schema =
      'generator client {\n  provider = "prisma-client"\n  output   = "../src/db/client"\n}\ngenerator docs {\n  provider = "x"\n  output = "../docs"\n}\n';
    const lines = ignoreOf({ 'prisma/schema.prisma': schema }, { orm: Orm.prisma() });
    expect(lines).toContain('src/db/client');
    expect(lines).not.toContain('docs');
    expect(lines).not.toContain('src/generated/prisma');
  });

  it('keeps tests where a step of the build may run them', () => {
    const dockerfile = SecureDockerfile.node({ context: 'app' });
    dockerfile.addStep('build', { kind: 'run', commands: [['npm', 'test']] });
    const platform = newPlatform();
    new NexusService(platform, 'app', { port: 5000, dockerfile });
    expect(isIgnored((render(platform)['app/.dockerignore'] ?? '').split('\n'), 'test/app.test.ts')).toBe(false);
  });
});

describe('keep', () => {
  it('takes along what is left out otherwise, and no secret beside it', () => {
    const lines = ignoreOf({}, { keep: ['test', 'certs/ca.pem', 'config'] });
    for (const path of ['test/fixture.json', 'certs/ca.pem']) expect(isIgnored(lines, path)).toBe(false);
    for (const path of ['test/tls.key', 'certs/tls.pem', 'config/.env']) expect(isIgnored(lines, path)).toBe(true);
  });

  it.each(['secrets', 'certs/tls.key', 'id_rsa', '.ssh', 'a/.netrc', 'x.p12'])(
    '%s would put a secret into a layer',
    (path) => {
      expect(messageOf(() => SecureDockerfile.node({ context: 'app', keep: [path] }))).toMatch(
        /keep ".*" would put a secret into a layer\. Give it in "secrets" of the service.*\(test\/constructs\/image\/\S+:\d+\)/,
      );
    },
  );

  it.each(['*.pem', '!x', '../x'])('%s is no file or folder', (path) => {
    expect(messageOf(() => SecureDockerfile.node({ context: 'app', keep: [path] }))).toMatch(
      /keep .* is (?:a pattern|not a path)/,
    );
  });

  it('is looked through: a private key and a password are refused with their line', () => {
    const files = {
      'certs/all.pem': CERTIFICATE + KEY,
      '.env.production': 'VITE_API=/api\n# note\nDATABASE_URL=postgresql://crm:hunter2@db/crm\n',
    };
    const { problems } = serviceOf(files, { keep: ['certs/all.pem', '.env.production'] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('app/certs/all.pem holds a private key');
    expect(problems[0]).toContain('app/.env.production:3 (DATABASE_URL) holds a secret');
    expect(problems[0]).not.toContain('hunter2');
  });

  it.each(['!.env', '!**/.env', '!certs/tls.key', '!**/*.pem', '!.npmrc'])(
    'ignore %s would take secrets along',
    (pattern) => {
      expect(messageOf(() => SecureDockerfile.node({ context: 'app', ignore: [pattern] }))).toContain(
        `ignore "${pattern}" would take secrets along`,
      );
    },
  );
});

describe('what lies in the context at synthesis', () => {
  it('is named where it stays out and may be needed', () => {
    const { warnings } = serviceOf({
      '.env.production': 'A=b',
      '.env.local': 'A=b',
      '.env': 'A=b',
      'certs/ca.pem': CERTIFICATE,
      'certs/tls.pem': KEY,
    });
    expect(warnings).toEqual([
      expect.stringContaining('app/.env.production stays out of the image'),
      expect.stringContaining('app/certs/ca.pem stays out of the image, as every .pem does: keep: ["certs/ca.pem"]'),
    ]);
  });

  it('is not named once somebody has spoken of it', () => {
    const files = { '.env.production': 'VITE_API=/api', 'certs/ca.pem': CERTIFICATE };
    expect(siteOf(files, { keep: ['.env.production'], ignore: ['certs'] })).toMatchObject({
      warnings: [],
      problems: [],
    });
  });

  it.each([
    ["import { spec } from './openapi.spec.js';", 'src/openapi.spec.ts'],
    ["const x = require('../test/fixture.json');", 'test/fixture.json'],
    ["const url = new URL('../certs/root.pem', import.meta.url);", 'certs/root.pem'],
    ["export * from './__tests__';", 'src/__tests__/index.ts'],
  ])('%s: is named where the sources import it', (text, target) => {
    const { warnings } = serviceOf({ 'src/app.ts': text, [target]: '' });
    expect(warnings).toEqual([
      `app/src/app.ts imports ${target}, which stays out of the image: keep: ["${target}"] of the Dockerfile takes it along`,
    ]);
  });

  it('of a shared folder is looked at as well', () => {
    const files = { 'package.json': {}, 'package-lock.json': {}, '../lib/deploy.json': KEY };
    expect(serviceOf(files, { shared: ['lib'] }).problems.join()).toContain('lib/deploy.json holds a private key');
  });

  it('that an installation copies holds no secret either', () => {
    expect(messageOf(() => SecureDockerfile.node({ context: 'app', install: { files: ['certs/tls.key'] } }))).toContain(
      'would put a secret into a layer',
    );
    const { problems } = serviceOf({ 'certs/x.pem': KEY }, { install: { files: ['certs/x.pem'] } });
    expect(problems.join()).toContain('app/certs/x.pem holds a private key');
  });

  it('names no way in for what is a secret whoever asks', () => {
    const { warnings } = serviceOf({ 'src/app.ts': "new URL('./tls.key', import.meta.url)", 'src/tls.key': '' });
    expect(warnings.join()).toContain('imports src/tls.key, which stays out of the image: read it under /run/secrets');
  });

  it('holds no private key that a build would get', () => {
    const { problems } = serviceOf({
      'config/service-account.json': JSON.stringify({ private_key: KEY }),
      'src/app.ts': KEY,
    });
    expect(problems.join()).toContain(
      'app/config/service-account.json holds a private key. Move it out of the context, or add it to "ignore"',
    );
    expect(problems.join()).not.toContain('app.ts');
    expect(serviceOf({ 'config/service-account.json': KEY }, { ignore: ['config'] }).problems).toEqual([]);
  });
});

it.each(['secrets', 'secrets/app', '.git'])('the context %s is refused, as is such a shared folder', (context) => {
  expect(messageOf(() => SecureDockerfile.node({ context }))).toMatch(
    /build context ".*" is the folder of the secrets' values.*\(test\//,
  );
  expect(messageOf(() => SecureDockerfile.node({ context: 'app', shared: [context] }))).toContain('shared folder');
});
