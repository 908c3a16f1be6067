import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check as prettierCheck, resolveConfig } from 'prettier';
import { beforeEach, describe, expect, it } from 'vitest';
import { Phase } from '../../src/index.js';
import { renderTemplate } from '../../src/synth/render/template.js';
import { loadErpNexus } from '../support/erp-nexus.js';
import { modeOf, newProject, render, temporaryFolder } from '../support/project.js';

const erpNexus = await loadErpNexus();
const files = render(erpNexus(newProject(), Phase.Advanced));
const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;

describe('scripts', () => {
  const scripts = Object.entries(files).filter(([path]) => path.endsWith('.sh'));

  it.skipIf(!shellcheck).each(scripts)('%s passes ShellCheck', (_path, content) => {
    const run = spawnSync('shellcheck', ['--severity=style', '-'], { input: content, encoding: 'utf8' });
    expect(run.stdout).toBe('');
  });

  it.each(scripts)('%s stops at the first failure', (_path, content) => {
    expect(content).toMatch(/^set -(?:Eeuo pipefail|eu)$/m);
  });
});

describe('secrets-init.sh', () => {
  let folder = '';
  const init = (...args: string[]) =>
    spawnSync('bash', [join(folder, 'scripts/secrets-init.sh'), ...args], { encoding: 'utf8', cwd: '/' });
  const secret = (name: string) => join(folder, 'secrets', name);

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'scripts'));
    writeFileSync(join(folder, 'scripts/secrets-init.sh'), files['scripts/secrets-init.sh'] ?? '');
  });

  it('makes what is missing, says what a person must supply, and exits with 3', () => {
    const run = init();
    expect(run.status).toBe(3);
    expect(run.stderr).toContain('tls_certificate tls_key');
    expect(readFileSync(secret('jwt_secret'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    expect(modeOf(join(folder, 'secrets'))).toBe('700');
    expect(modeOf(secret('jwt_secret'))).toBe('444');
    expect(run.stdout + run.stderr).not.toContain(readFileSync(secret('jwt_secret'), 'utf8'));
  });

  it('changes nothing at a second run, and gives every secret a value of its own', () => {
    init();
    const before = readFileSync(secret('postgres_password'), 'utf8');
    const inode = statSync(secret('postgres_password')).ino;
    const run = init();
    expect(run.stdout).toContain('0 made');
    expect(readFileSync(secret('postgres_password'), 'utf8')).toBe(before);
    expect(statSync(secret('postgres_password')).ino).toBe(inode);
    expect(readFileSync(secret('redis_password'), 'utf8')).not.toBe(before);
  });

  it('keeps a value that a person wrote, and fills in an empty file', () => {
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(secret('jwt_secret'), 'mine');
    writeFileSync(secret('redis_password'), '');
    init();
    expect(readFileSync(secret('jwt_secret'), 'utf8')).toBe('mine');
    expect(readFileSync(secret('redis_password'), 'utf8')).toHaveLength(64);
  });

  it('makes a self-signed certificate on demand, with the key that belongs to it', () => {
    expect(init('--self-signed').status).toBe(0);
    const key = execFileSync('openssl', ['pkey', '-in', secret('tls_key'), '-pubout'], { encoding: 'utf8' });
    const certificate = execFileSync('openssl', ['x509', '-in', secret('tls_certificate'), '-noout', '-pubkey'], {
      encoding: 'utf8',
    });
    expect(certificate).toBe(key);
    expect(init().status).toBe(0);
  });

  it('never makes half a pair', () => {
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(secret('tls_key'), 'a key');
    const run = init('--self-signed');
    expect(run.status).not.toBe(0);
    expect(run.stderr).toContain('only one of certificate and key');
    expect(readFileSync(secret('tls_key'), 'utf8')).toBe('a key');
    expect(existsSync(secret('tls_certificate'))).toBe(false);
  });

  it('refuses what it does not know', () => {
    expect(init('--force')).toMatchObject({ status: 2, stderr: expect.stringContaining('--force') as string });
  });
});

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
    const file = write('jwt_secret', 's3cret\n\n');
    expect(value({ JWT_SECRET_FILE: file }).JWT_SECRET).toBe('s3cret\n');
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
    ['a missing file', () => ({ X_FILE: join(folder, 'absent') }), 'there is no such file'],
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
});

describe('what is rendered', () => {
  it.each(Object.entries(files).filter(([path]) => /\.(?:ya?ml|mjs|json)$/.test(path)))(
    '%s is formatted as prettier would',
    async (path, content) => {
      const config = await resolveConfig(join(import.meta.dirname, '../../src/index.ts'));
      const width = path.endsWith('.yml') ? 1000 : (config?.printWidth ?? 120);
      expect(
        await prettierCheck(content, {
          ...config,
          printWidth: width,
          singleQuote: !path.endsWith('.yml'),
          filepath: path,
        }),
      ).toBe(true);
    },
  );

  it.each(Object.entries(files))(
    '%s ends in one line break, has no carriage return, no trailing blank and no path of a machine',
    (_path, content) => {
      expect(content).toMatch(/[^\n]\n$/);
      expect(content).not.toMatch(/\r|[ \t]$/m);
      expect(content).not.toContain(process.cwd());
      expect(content).not.toMatch(/\b20\d\d-\d\d-\d\dT/);
    },
  );

  it('keeps execute bits on scripts alone', () => {
    const project = newProject();
    erpNexus(project, Phase.Advanced);
    project.synth();
    for (const path of Object.keys(files)) {
      expect(modeOf(join(project.outdir, 'out', path)), path).toBe(path.endsWith('.sh') ? '755' : '644');
    }
    chmodSync(join(project.outdir, 'out', 'docker-compose.yml'), 0o600);
    rmSync(join(project.outdir, 'out', 'scripts'), { recursive: true });
    project.synth();
    expect(modeOf(join(project.outdir, 'out', 'docker-compose.yml'))).toBe('644');
    expect(modeOf(join(project.outdir, 'out', 'scripts/secrets-init.sh'))).toBe('755');
  });
});
