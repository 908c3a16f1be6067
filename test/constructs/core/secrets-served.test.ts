import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NexusService, ReverseProxy, Secret, Tls } from '../../../src/index.js';
import { issue, type IssueOptions } from '../../support/certificates.js';
import { newPlatform, render } from '../../support/project.js';
import { layScripts } from '../../support/scripts.js';

/** A way in, and a client that shows a certificate to somebody. */
function script(serverNames: readonly string[]): Record<string, string> {
  const platform = newPlatform();
  const pem = (name: string) =>
    [Secret.pem(platform, `${name}_certificate`, 'certificate'), Secret.pem(platform, `${name}_key`, 'key')] as const;
  const app = new NexusService(platform, 'app', { port: 4000, image: 'example/app:1', secrets: pem('client') });
  new ReverseProxy(platform, 'edge', { routes: { '/': app }, serverNames, tls: Tls.fromSecrets(...pem('edge')) });
  return render(platform);
}
const NAMED = script(['shop.test']);
const NAMELESS = script([]);
const right = issue('shop.test', { usage: 'serverAuth' });
const root = issue('root');

interface Pem {
  readonly certificate: string;
  readonly key: string;
}

function check(edge: Pem, client: Pem = right, scripts = NAMED) {
  const folder = layScripts(scripts);
  mkdirSync(join(folder, 'secrets'));
  for (const [name, { certificate, key }] of Object.entries({ edge, client })) {
    writeFileSync(join(folder, 'secrets', `${name}_certificate`), certificate, { mode: 0o444 });
    writeFileSync(join(folder, 'secrets', `${name}_key`), key, { mode: 0o444 });
  }
  const { status, stderr } = spawnSync('bash', [join(folder, 'scripts/secrets-init.sh')], { encoding: 'utf8' });
  return { status, stderr: stderr.trimEnd() };
}

describe('what a proxy shows to browsers', () => {
  it('may have a name of its own and be for servers, or for everything', () => {
    expect(check(right)).toEqual({ status: 0, stderr: '' });
    expect(check(issue('shop.test', { rsa: 2048 }))).toEqual({ status: 0, stderr: '' });
    expect(check(issue('shop.test', { curve: 'P-384', usage: 'clientAuth,serverAuth' }))).toEqual({
      status: 0,
      stderr: '',
    });
  });

  it.each<[string, string, IssueOptions, string]>([
    [
      'has its name in the subject alone',
      'shop.test',
      { hosts: [] },
      'has names in its subject alone, and browsers refuse it: ask for a subjectAltName with shop.test',
    ],
    [
      'is for clients',
      'shop.test',
      { usage: 'clientAuth' },
      'is not for servers (extendedKeyUsage has no serverAuth), and browsers refuse it',
    ],
    ['is for another name', 'shop.test', { hosts: ['www.shop.test'] }, 'is not for shop.test'],
  ])('is warned of where it %s', (_, name, options, said) => {
    expect(check(issue(name, options))).toEqual({
      status: 0,
      stderr: `secrets: warning: secrets/edge_certificate ${said}`,
    });
  });

  it('is warned of without a name, also where any is answered', () => {
    const { stderr } = check(issue('shop.test', { hosts: [] }), right, NAMELESS);
    expect(stderr).toMatch(/browsers refuse it: ask for a subjectAltName$/);
  });

  it.each<[string, () => Pem, string]>([
    [
      'has a short key of RSA',
      () => issue('shop.test', { rsa: 1024 }),
      'has an RSA key of 1024 bits, too few for nginx. Make one of 2048 or more',
    ],
    [
      'has a short elliptic key',
      () => issue('shop.test', { curve: 'P-192' }),
      'has an elliptic key of 192 bits, too few for nginx. Make one of 256 or more',
    ],
    [
      'is signed weakly',
      () => issue('shop.test', { by: root, digest: 'sha1' }),
      'is signed with ecdsa-with-sha1, too weak for nginx. Have it signed with SHA-256',
    ],
    [
      'is issued by one with a short key',
      () => {
        const weak = issue('weak', { rsa: 1024 });
        const { certificate, key } = issue('shop.test', { by: weak });
        return { certificate: certificate + weak.certificate, key };
      },
      'has an RSA key of 1024 bits, too few for nginx: number 2 of the chain. Make one',
    ],
  ])('is refused where nginx would not start: it %s', (_, make, said) => {
    const { status, stderr } = check(make());
    expect(status).toBe(3);
    expect(stderr).toContain(`secrets: secrets/edge_certificate ${said}`);
  });

  it('is not refused where one that signs itself is signed weakly: nobody asks', () => {
    expect(check(issue('shop.test', { digest: 'sha1' }))).toEqual({ status: 0, stderr: '' });
  });
});

describe('what an application shows, or makes of it,', () => {
  it('is its own matter', () => {
    expect(check(right, issue('somebody', { hosts: [], usage: 'clientAuth', rsa: 1024 }))).toEqual({
      status: 0,
      stderr: '',
    });
  });
});
