import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Phase } from '../../../src/index.js';
import { loadErpNexus } from '../../support/erp-nexus.js';
import { modeOf, newProject, render } from '../../support/project.js';
import { layScripts } from '../../support/scripts.js';

const erpNexus = await loadErpNexus();
const files = render(erpNexus(newProject(), Phase.Advanced));

describe('secrets-init.sh', () => {
  let folder = '';
  const init = (...args: string[]) =>
    spawnSync('bash', [join(folder, 'scripts/secrets-init.sh'), ...args], { encoding: 'utf8', cwd: '/' });
  const secret = (name: string) => join(folder, 'secrets', name);

  beforeEach(() => {
    folder = layScripts(files);
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

  it('gives no two secrets a part in common', () => {
    init();
    const made = readdirSync(join(folder, 'secrets')).map((name) => readFileSync(secret(name), 'utf8'));
    const parts = made.flatMap((value) => value.match(/.{16}/g) ?? []);
    expect(made.length).toBeGreaterThan(10);
    expect(parts).toHaveLength(4 * made.length);
    expect(new Set(parts).size).toBe(parts.length);
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
