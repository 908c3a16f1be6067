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
  ])('%j is refused with its line', (content, line) => {
    const message = problemOf({ '.npmrc': content });
    expect(message).toContain(
      `app/.npmrc${line} holds a log-in, which would be in a layer. Write \${NPM_TOKEN} in its place`,
    );
    expect(message).not.toMatch(/abc|YTpi/);
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
