import { describe, expect, test } from 'vitest';
import { check } from '../../../../src/audit/check.js';
import { parseDockerfile } from '../../../../src/read/dockerfile/parse.js';
import { SourceText } from '../../../../src/read/text/source-text.js';
import type { Rule } from '../../../../src/audit/rule.js';
import { buildArgumentSecret } from '../../../../src/audit/rules/build-context/build-argument-secret.js';
import { buildContextTransport } from '../../../../src/audit/rules/build-context/build-context-transport.js';
import { ignoreFile } from '../../../../src/audit/rules/build-context/ignore-file.js';
import { ignoredDependencies } from '../../../../src/audit/rules/build-context/ignored-dependencies.js';
import { ignoredKeys } from '../../../../src/audit/rules/build-context/ignored-keys.js';
import { ignoredSecrets } from '../../../../src/audit/rules/build-context/ignored-secrets.js';
import { ignores } from '../../../../src/audit/rules/build-context/lib/ignore-patterns.js';
import { alone, composeCases } from '../../support.js';
import { service, services } from '../service.js';

/** Lines of the findings in a Dockerfile with an ignore file beside it. */
function found(rule: Rule, text: string, ignore?: string, path = '.dockerignore'): number[] {
  const context = {
    ...alone(),
    hasFolders: true,
    ignoreFileOf: () => (ignore === undefined ? undefined : { path, text: ignore }),
  };
  return check([parseDockerfile(new SourceText('Dockerfile', text))], [rule], context).map(({ line }) => line);
}

const NODE = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';

describe('ignore patterns', () => {
  const cases: readonly (readonly [text: string, ignored: readonly string[], kept: readonly string[]])[] = [
    ['node_modules\n.git', ['node_modules/a/b.js', '.git/config', '.git'], ['a/node_modules/b', '.gitignore']],
    ['**/node_modules', ['node_modules', 'a/b/node_modules/c'], ['node_modules2']],
    ['/dist/\n./tmp', ['dist/x', 'tmp/y'], ['a/dist']],
    ['*\n!src\n!package.json', ['.env', 'README.md'], ['src/a.js', 'package.json']],
    ['.env*\n!.env.example', ['.env', '.env.local'], ['.env.example', 'env']],
    ['*.pem\n# comment\n\n  secrets  ', ['a.pem', 'secrets/x'], ['b/a.pem', '# comment']],
    ['**/*.key', ['a.key', 'b/c/a.key'], ['key']],
    ['a?c\n[xy].txt', ['abc', 'x.txt'], ['abbc', 'z.txt']],
    ['foo/**/bar\nlogs/**', ['foo/bar', 'foo/a/b/bar', 'logs/a/b'], ['foo/barn']],
    ['\uFEFF.git\r\n.env\r\n', ['.git', '.env'], ['.envrc']],
    ['a+b(c)', ['a+b(c)'], ['aab(c)']],
  ];
  test.each(cases)('%j', (text, ignored, kept) => {
    const test = ignores(text);
    expect(ignored.filter((path) => !test(path))).toEqual([]);
    expect(kept.filter((path) => test(path))).toEqual([]);
  });
});

describe('copies of the whole folder', () => {
  test('need an ignore file', () => {
    expect(found(ignoreFile, NODE)).toEqual([3]);
    expect(found(ignoreFile, 'COPY --chown=node:node ./ /app/\n')).toEqual([1]);
    expect(found(ignoreFile, 'ADD [".", "/app"]\n')).toEqual([1]);
    expect(found(ignoreFile, 'COPY * /app/\n')).toEqual([1]);
  });

  test('with one, named files, other stages and unknown folders are fine', () => {
    expect(found(ignoreFile, NODE, '')).toEqual([]);
    expect(found(ignoreFile, 'COPY src/ ./\nCOPY package.json .\n')).toEqual([]);
    expect(found(ignoreFile, 'FROM a AS b\nFROM c\nCOPY --from=b . .\n')).toEqual([]);
    expect(check([parseDockerfile(new SourceText('Dockerfile', NODE))], [ignoreFile], alone())).toEqual([]);
  });

  test('the ignore file leaves out history and settings', () => {
    expect(found(ignoredSecrets, NODE, 'node_modules\n')).toEqual([3]);
    expect(found(ignoredSecrets, NODE, '.git\n')).toEqual([3]);
    expect(found(ignoredSecrets, NODE, '.git\n.env*\n')).toEqual([]);
    expect(found(ignoredSecrets, NODE, '*\n!src\n')).toEqual([]);
    expect(found(ignoredSecrets, NODE, '**/.git\n**/.env\n')).toEqual([]);
    expect(found(ignoredSecrets, NODE)).toEqual([]);
    expect(found(ignoredSecrets, 'COPY src /src\n', '')).toEqual([]);
    expect(found(ignoredSecrets, NODE, '.git\n.env\n!.env\n')).toEqual([3]);
  });

  test('the folder of a module has no history', () => {
    expect(found(ignoredSecrets, NODE, '.env\n', 'modules/a/.dockerignore')).toEqual([]);
    expect(found(ignoredSecrets, NODE, '.git\n', 'modules/a/.dockerignore')).toEqual([3]);
  });

  test('keys, and what a developer installed, stay out', () => {
    expect(found(ignoredKeys, NODE, '.git\n')).toEqual([3]);
    expect(found(ignoredKeys, NODE, '**/*.pem\n*.key\nid_*\n')).toEqual([]);
    expect(found(ignoredDependencies, NODE, '.git\n')).toEqual([3]);
    expect(found(ignoredDependencies, NODE, '**/node_modules\n')).toEqual([]);
    expect(found(ignoredDependencies, 'FROM python:3\nCOPY . .\nRUN pip install .\n', '.git\n')).toEqual([]);
    expect(found(ignoredDependencies, 'FROM node:24\nCOPY src .\nRUN yarn\n', '.git\n')).toEqual([]);
  });
});

const args = (text: string) => service(`build:\n  context: .\n  args:\n    ${text}`);

composeCases(buildArgumentSecret, {
  complies: [
    ...['VERSION: "1"', 'TOKEN_URL: x', 'USE_TOKEN: 1', '- NODE_ENV', 'ALLOW_EMPTY_PASSWORD: "yes"', 'API_KEY: ""'].map(
      args,
    ),
    ...services('environment: { NPM_TOKEN: "${NPM_TOKEN}" }', 'build: { context: ., secrets: [npm] }'),
  ],
  violates: [
    [args('NPM_TOKEN: ${NPM_TOKEN}'), 7],
    [args('- NPM_TOKEN'), 7],
    [args('- GITHUB_TOKEN=abc123def'), 7],
    [args('VERSION: 1\n    DB_PASSWORD: x1y2z3'), 8],
  ],
});

composeCases(buildContextTransport, {
  complies: services(
    ...[
      'build: .',
      'build: https://github.com/acme/app.git',
      'build: { context: "git@github.com:acme/app.git" }',
      'build: "${CONTEXT}"',
    ],
    'build: { context: ., additional_contexts: { a: docker-image://alpine, b: ../b, c: "https://x/y.git" } }',
  ),
  violates: [
    [service('build: http://example.com/app.tar.gz'), 4],
    [service('build:\n  context: git://github.com/acme/app.git'), 5],
    [service('build:\n  context: .\n  additional_contexts:\n    a: http://example.com/a.git'), 7],
    [service('build:\n  context: .\n  additional_contexts:\n    - a=http://example.com/a.git'), 7],
  ],
});
