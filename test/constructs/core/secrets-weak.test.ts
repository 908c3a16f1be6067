import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NexusService, ReverseProxy, Secret, Tls } from '../../../src/index.js';
import { issue, type Issued } from '../../support/certificates.js';
import { nginxPemTest, nginxVersion } from '../../support/nginx.js';
import { newPlatform, render } from '../../support/project.js';
import { layScripts } from '../../support/scripts.js';

const platform = newPlatform();
const app = new NexusService(platform, 'app', { port: 4000, image: 'example/app:1' });
new ReverseProxy(platform, 'edge', {
  routes: { '/': app },
  serverNames: ['shop.test'],
  tls: Tls.fromSecrets(Secret.pem(platform, 'certificate', 'certificate'), Secret.pem(platform, 'key', 'key')),
});
const SCRIPTS = render(platform);

function check({ certificate, key }: Issued): { readonly status: number | null; readonly stderr: string } {
  const folder = layScripts(SCRIPTS);
  const script = join(folder, 'scripts/secrets-init.sh');
  mkdirSync(join(folder, 'secrets'));
  for (const [name, content] of Object.entries({ certificate, key }))
    writeFileSync(join(folder, 'secrets', name), content, { mode: 0o444 });
  return spawnSync('bash', [script], { encoding: 'utf8' });
}

const root = issue('root');
const rsaRoot = issue('root', { rsa: 2048 });
const old = issue('old', { digest: 'sha1' });
const from = (issuer: Issued, ...chain: readonly Issued[]): Issued => {
  const { certificate, key } = issue('shop.test', { by: issuer });
  return { certificate: certificate + chain.map((one) => one.certificate).join(''), key };
};
const middle = (digest: string) => issue('middle', { by: root, digest });
const [strongMiddle, weakMiddle] = [middle('sha256'), middle('sha1')];

const REFUSED: readonly (readonly [what: string, pem: Issued, said: string])[] = [
  ['an RSA key of 1024 bits', issue('shop.test', { rsa: 1024 }), 'has an RSA key of 1024 bits, too few for nginx.'],
  [
    'an RSA key of 1024 bits for PSS',
    issue('shop.test', { rsa: 1024, pss: true }),
    'has an RSA key of 1024 bits, too few for nginx.',
  ],
  ['a DSA key', issue('shop.test', { dsa: 1024 }), 'has a DSA key of 1024 bits, too few for nginx.'],
  ['an elliptic key of 192 bits', issue('shop.test', { curve: 'P-192' }), 'has an elliptic key of 192 bits'],
  ['SHA-1 by RSA', issue('shop.test', { by: rsaRoot, digest: 'sha1' }), 'is signed with sha1withrsaencryption,'],
  ['MD5 by RSA', issue('shop.test', { by: rsaRoot, digest: 'md5' }), 'is signed with md5withrsaencryption,'],
  [
    'SHA-1 by RSA-PSS',
    issue('shop.test', { by: issue('root', { rsa: 2048, pss: true }), digest: 'sha1' }),
    'is signed with rsa-pss and sha1,',
  ],
  [
    'an issuer that is signed with SHA-1',
    from(weakMiddle, weakMiddle, root),
    'is signed with ecdsa-with-sha1, too weak for nginx: number 2 of the chain.',
  ],
];

const TAKEN: readonly (readonly [what: string, pem: Issued])[] = [
  ['an RSA key of 2048 bits for PSS', issue('shop.test', { rsa: 2048, pss: true })],
  ['SHA-384 by RSA', issue('shop.test', { by: rsaRoot, digest: 'sha384' })],
  ['an elliptic key of 224 bits', issue('shop.test', { curve: 'P-224' })],
  ['a chain of three', from(strongMiddle, strongMiddle, root)],
  ['a root at its end that signed itself with SHA-1', from(old, old)],
];

describe('secrets-init.sh and nginx agree on a certificate', () => {
  it.each(REFUSED)('with %s: refused', (_, pem, said) => {
    const { status, stderr } = check(pem);
    expect(status).toBe(3);
    expect(stderr).toContain(`secrets: secrets/certificate ${said}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each(TAKEN)('with %s: taken', (_, pem) => {
    expect(check(pem)).toMatchObject({ status: 0, stderr: '' });
  });

  /** Where this machine has one, with the security level of Debian and Alpine. */
  describe.skipIf(nginxVersion() === undefined)('and nginx says so itself', () => {
    it.each(REFUSED)('of one with %s', (_, { certificate, key }) => {
      expect(nginxPemTest(certificate, key)).toMatch(/(?:ee|ca) (?:key too small|md too weak)/);
    });

    it.each(TAKEN)('of one with %s', (_, { certificate, key }) => {
      expect(nginxPemTest(certificate, key)).toBe('');
    });
  });
});
