import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { issue, type Issued } from '../../support/certificates.js';
import { removeTemporaryFolders } from '../../support/temporary.js';
import { type Checks, expectEqual, expectThat } from '../lib/checks.js';
import { run } from '../lib/run.js';
import type { Stack } from '../lib/stack.js';
import { DOORS } from './platform.js';
import { open } from './wire.js';

const HOST = 'shop.example.org';
const NAMES = [HOST, `*.${HOST}`];

/** Certificates that nginx must not start with, or must; secrets-init.sh has to say so before. */
function certificates(): readonly (readonly [
  what: string,
  pem: Issued,
  refusal: RegExp | 'by secrets-init.sh' | undefined,
])[] {
  const root = issue('root', { rsa: 2048 });
  const weak = issue('weak', { rsa: 1024 });
  const under = (by: Issued): Issued => {
    const { certificate, key } = issue(HOST, { by, hosts: NAMES });
    return { certificate: certificate + by.certificate, key };
  };
  return [
    ['an RSA key of 1024 bits', issue(HOST, { rsa: 1024, hosts: NAMES }), /ee key too small/],
    ['an elliptic key of 192 bits', issue(HOST, { curve: 'P-192', hosts: NAMES }), /ee key too small/],
    // nginx with OpenSSL 3.0 refuses it ("ca md too weak"), with later ones takes it; browsers refuse it.
    ['a signature with SHA-1', issue(HOST, { by: root, digest: 'sha1', hosts: NAMES }), 'by secrets-init.sh'],
    ['an issuer with a key of 1024 bits', under(weak), /ca key too small/],
    ['an RSA key of 2048 bits', issue(HOST, { rsa: 2048, hosts: NAMES }), undefined],
    ['an elliptic key of 256 bits, and its issuer', under(root), undefined],
  ];
}

/** What secrets-init.sh refuses, nginx refuses; what it takes, nginx shows. */
export async function showsCertificates(checks: Checks, stack: Stack): Promise<void> {
  const secrets = join(stack.folder, 'secrets');
  const supply = ({ certificate, key }: Issued) => {
    for (const [name, text] of Object.entries({ tls_certificate: certificate, tls_key: key })) {
      rmSync(join(secrets, name), { force: true });
      writeFileSync(join(secrets, name), text, { mode: 0o444 });
    }
  };
  const init = () => run('bash', ['scripts/secrets-init.sh'], { cwd: stack.folder, allowFailure: true });
  mkdirSync(secrets, { recursive: true });
  try {
    for (const [what, pem, refusal] of certificates())
      await checks.check(`a certificate with ${what} is ${refusal ? 'refused' : 'shown'}`, async () => {
        supply(pem);
        const { code, stderr } = await init();
        expectEqual('exit code of secrets-init.sh', code, refusal ? 3 : 0);
        expectEqual('says something', stderr !== '', refusal !== undefined);
        if (refusal) {
          if (refusal === 'by secrets-init.sh') return stderr.trim().split('\n')[0];
          const nginx = ['run', '--rm', '--no-deps', '--no-TTY', '--entrypoint', 'nginx', 'edge', '-t'];
          const ended = await stack.compose(nginx, { allowFailure: true });
          expectThat(ended.code !== 0 && refusal.test(ended.stderr), `nginx: ${ended.stderr}${ended.stdout}`);
          return stderr.trim().split('\n')[0];
        }
        await stack.compose(['up', '--detach', '--wait', '--force-recreate', '--no-deps', 'edge']);
        const socket = await open(DOORS.edge, {});
        const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.toString() : undefined;
        socket.destroy();
        expectThat(shown !== undefined && pem.certificate.startsWith(shown.trim()), `it shows ${shown ?? 'none'}`);
        return undefined;
      });
  } finally {
    removeTemporaryFolders();
  }
}
