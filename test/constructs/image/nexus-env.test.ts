import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderTemplate } from '../../../src/synth/render/template.js';
import { temporaryFolder } from '../../support/project.js';

describe('nexus-env.mjs', () => {
  let folder = '';
  const run = (env: Record<string, string>, script = 'process.stdout.write(JSON.stringify(process.env))') =>
    spawnSync(process.execPath, ['--import', join(folder, 'nexus-env.mjs'), '-e', script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', ...env },
    });
  const value = (env: Record<string, string>) => JSON.parse(run(env).stdout) as Record<string, string>;
  const write = (name: string, content: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  beforeEach(() => {
    folder = temporaryFolder();
    const text = renderTemplate('node/nexus-env.mjs.hbs', {}, 'slashes');
    // Where tests may write; the rest of the file is the one that ships.
    write(
      'nexus-env.mjs',
      text.replace("const SECRETS = '/run/secrets/';", () => `const SECRETS = ${JSON.stringify(`${folder}/`)};`),
    );
  });

  it('turns X_FILE into X, without one final line break', () => {
    const file = write('jwt_secret', '{\n  "key": "s3cret"\n}\n');
    expect(value({ JWT_SECRET_FILE: file }).JWT_SECRET).toBe('{\n  "key": "s3cret"\n}');
  });

  it('composes a URL from a template, percent-encoding what it fills in', () => {
    const file = write('password', 'p@ss/w:rd#{é}\n');
    const env = value({
      DATABASE_PASSWORD_FILE: file,
      DATABASE_URL_TEMPLATE: 'postgresql://crm:{DATABASE_PASSWORD}@db:5432/x?a=b',
    });
    expect(env.DATABASE_URL).toBe('postgresql://crm:p%40ss%2Fw%3Ard%23%7B%C3%A9%7D@db:5432/x?a=b');
    expect(decodeURIComponent(new URL(env.DATABASE_URL ?? '').password)).toBe('p@ss/w:rd#{é}');
  });

  it('leaves alone what only looks like a secret file', () => {
    expect(value({ SSL_CERT_FILE: '/etc/ssl/cert.pem' })).not.toHaveProperty('SSL_CERT');
  });

  it.each([
    ['a missing file', () => ({ X_FILE: join(folder, 'absent') }), 'which is not there'],
    ['an empty file', () => ({ X_FILE: write('empty', '\n') }), 'is empty'],
    ['two different values', () => ({ X_FILE: write('x', 'a'), X: 'b' }), 'both set'],
    ['a template without its variable', () => ({ U_URL_TEMPLATE: 'x{NOPE}' }), 'needs NOPE'],
  ])('ends with 78 and says why: %s', (_what, env, message) => {
    const result = run(env());
    expect(result.status).toBe(78);
    expect(result.stderr).toContain(message);
    expect(result.stdout).toBe('');
  });

  it('lets a process start another one', () => {
    const file = write('x', 'a');
    const script = `const { execFileSync } = require('node:child_process'); process.stdout.write(execFileSync(process.execPath, ['--import', ${JSON.stringify(join(folder, 'nexus-env.mjs'))}, '-p', 'process.env.X']))`;
    expect(run({ X_FILE: file }, script).stdout).toBe('a\n');
  });

  it('leaves to a process that another has started what that one has', () => {
    const file = write('x', 'a');
    const start = (env: string) =>
      `const { execFileSync } = require('node:child_process'); require('node:fs').writeFileSync(${JSON.stringify(file)}, 'rotated'); process.stdout.write(execFileSync(process.execPath, ['--import', ${JSON.stringify(join(folder, 'nexus-env.mjs'))}, '-p', 'process.env.X'], { env: { ...process.env, ${env} } }))`;
    expect(run({ X_FILE: file }, start('')).stdout).toBe('a\n');
    write('x', 'a');
    expect(run({ X_FILE: file }, start("X: 'another'")).stdout).toBe('another\n');
  });

  it('is loaded once where the command and NODE_OPTIONS name it', () => {
    const file = write('x', 'a');
    const preload = join(folder, 'nexus-env.mjs');
    expect(value({ X_FILE: file, NODE_OPTIONS: `--import=${preload}` }).NEXUS_ENV_SET).toBe('X');
  });
});
