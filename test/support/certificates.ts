import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.js';

export interface Issued {
  readonly certificate: string;
  readonly key: string;
}

export interface IssueOptions {
  /** Who signs. @default it signs itself */
  readonly by?: Issued;
  /** As `20200101000000Z`. @default an hour ago */
  readonly from?: string;
  /** @default in 90 days */
  readonly to?: string;
  /** Bits of an RSA key. @default an elliptic curve */
  readonly rsa?: number;
  /** Bits of a DSA key. @default an elliptic curve */
  readonly dsa?: number;
  /** Whether an RSA key is for PSS alone, and signs so. @default false */
  readonly pss?: boolean;
  /** For none, the subject alone has a name. @default name */
  readonly hosts?: readonly string[];
  /** Of `extendedKeyUsage`. @default none: for everything */
  readonly usage?: string;
  /** A curve of OpenSSL. @default P-256 */
  readonly curve?: string;
  /** What it is signed with. @default sha256 */
  readonly digest?: string;
}

/** Certificates of any validity, made by openssl. */
export function issue(name: string, options: IssueOptions = {}): Issued {
  const folder = temporaryFolder();
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const { rsa, dsa, pss = false, curve = 'P-256' } = options;
  if (dsa !== undefined) {
    const bits = ['dsa_paramgen_bits', dsa].join(':');
    openssl('genpkey', '-genparam', '-algorithm', 'DSA', '-pkeyopt', bits, '-out', 'parameters');
    openssl('genpkey', '-paramfile', 'parameters', '-out', 'key');
  } else if (rsa === undefined)
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-out', 'key');
  else openssl('genpkey', '-algorithm', pss ? 'RSA-PSS' : 'RSA', '-pkeyopt', `rsa_keygen_bits:${rsa}`, '-out', 'key');
  const key = readFileSync(at('key'), 'utf8');
  mkdirSync(at('new'));
  writeFileSync(at('index'), '');
  const hosts = (options.hosts ?? [name]).map((host) => `DNS:${host}`).join();
  const extensions = [
    ...(hosts === '' ? [] : [`subjectAltName = ${hosts}`]),
    ...(options.usage === undefined ? [] : [`extendedKeyUsage = ${options.usage}`]),
  ];
  writeFileSync(
    at('config'),
    [CONFIG.trim(), ...extensions, ''].join('\n').replace('sha256', options.digest ?? 'sha256'),
  );
  openssl('req', '-new', '-key', 'key', '-subj', `/CN=${name}`, '-out', 'request', '-config', 'config');
  if (options.by) {
    writeFileSync(at('ca-key'), options.by.key);
    writeFileSync(at('ca-certificate'), options.by.certificate);
  }
  const signer = options.by ? ['-keyfile', 'ca-key', '-cert', 'ca-certificate'] : ['-selfsign', '-keyfile', 'key'];
  const dates = ['-startdate', options.from ?? stamp(-3600), '-enddate', options.to ?? stamp(90 * 24 * 3600)];
  openssl('ca', '-batch', '-notext', '-config', 'config', '-in', 'request', '-out', 'certificate', ...signer, ...dates);
  return { certificate: readFileSync(at('certificate'), 'utf8'), key };
}

/** In so many seconds, as OpenSSL writes it. */
export function stamp(seconds: number): string {
  return `${new Date(Date.now() + seconds * 1000).toISOString().replaceAll(/[-:T]|\..*/g, '')}Z`;
}

const CONFIG = `[req]
distinguished_name = name
[name]
[ca]
default_ca = authority
[authority]
database = index
new_certs_dir = new
rand_serial = yes
default_md = sha256
policy = policy
x509_extensions = extensions
unique_subject = no
[policy]
commonName = supplied
[extensions]
basicConstraints = CA:TRUE
`;
