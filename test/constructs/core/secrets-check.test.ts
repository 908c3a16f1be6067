import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { NexusService, ReverseProxy, Secret, Tls } from '../../../src/index.js';
import { issue, stamp } from '../../support/certificates.js';
import { newPlatform, render } from '../../support/project.js';
import { layScripts } from '../../support/scripts.js';

/** Two ways in with a pair each, and an application with a password, a file of JSON and a signing key. */
function scripts(): Record<string, string> {
  const platform = newPlatform();
  const pem = (name: string) =>
    [Secret.pem(platform, `${name}_certificate`, 'certificate'), Secret.pem(platform, `${name}_key`, 'key')] as const;
  const app = new NexusService(platform, 'app', {
    port: 4000,
    image: 'example/app:1',
    secrets: [
      new Secret(platform, 'password'),
      Secret.supplied(platform, 'account'),
      Secret.pem(platform, 'signing', 'key'),
    ],
  });
  new ReverseProxy(platform, 'shop', {
    routes: { '/': app },
    serverNames: ['shop.test', '*.shop.test'],
    tls: Tls.fromSecrets(...pem('shop')),
    publish: { http: 80, https: 443 },
  });
  new ReverseProxy(platform, 'admin', {
    routes: { '/': app },
    tls: Tls.fromSecrets(...pem('admin')),
    publish: { http: 81, https: 444 },
    developmentPort: 9443,
  });
  return render(platform);
}

const SCRIPTS = scripts();
const root = issue('root');
const middle = issue('middle', { by: root });
const shop = issue('shop.test', { by: middle, hosts: ['shop.test', '*.shop.test'] });
const admin = issue('admin.test');
const der = (args: readonly string[], input: string) =>
  execFileSync('openssl', [...args, '-outform', 'DER'], { input, stdio: 'pipe' });

let folder = '';
const at = (name: string) => join(folder, 'secrets', name);
const run = (...args: string[]) =>
  spawnSync('bash', [join(folder, 'scripts/secrets-init.sh'), ...args], { encoding: 'utf8', cwd: '/' });

/** Everything right, but for these. */
function supply(files: Readonly<Record<string, string | Buffer>> = {}): void {
  const right = {
    password: '0123456789abcdef',
    account: '{\n  "type": "service_account"\n}\n',
    signing: admin.key,
    shop_certificate: shop.certificate + middle.certificate,
    shop_key: shop.key,
    admin_certificate: admin.certificate,
    admin_key: admin.key,
  };
  for (const [name, content] of Object.entries({ ...right, ...files })) {
    writeFileSync(at(name), content);
    chmodSync(at(name), 0o444);
  }
}

beforeEach(() => {
  folder = layScripts(SCRIPTS);
  mkdirSync(join(folder, 'secrets'));
});

test('what is right is said to be right, twice, and stays as it is', () => {
  supply();
  for (let i = 0; i < 2; i++)
    expect(run()).toMatchObject({ status: 0, stdout: '0 made, 7 there already, 0 missing\n' });
  expect(readFileSync(at('account'), 'utf8')).toBe('{\n  "type": "service_account"\n}\n');
});

const chain = `${shop.certificate}${middle.certificate}`;

/** What lies in a file, what is said of it, and what to do. */
const FAULTS: readonly (readonly [
  what: string,
  file: string,
  content: string | Buffer,
  problem: RegExp,
  fix: RegExp,
])[] = [
  ['carriage returns', 'password', 'hunter2\r\n', /carriage returns, as Windows/, /tr -d '\\r'/],
  ['carriage returns in JSON', 'account', '{\r\n}\r\n', /carriage returns/, /tr -d '\\r'/],
  ['carriage returns in PEM', 'shop_key', shop.key.replaceAll('\n', '\r\n'), /carriage returns/, /tr -d '\\r'/],
  ['a NUL byte', 'account', 'a\0b', /contains a NUL byte/, /UTF-8/],
  ['UTF-16', 'password', Buffer.from('\ufeffhunter2', 'utf16le'), /contains a NUL byte/, /Save it as UTF-8/],
  ['a byte order mark', 'password', '\ufeffhunter2', /begins with a byte order mark/, /Save it as UTF-8/],
  ['Latin-1', 'password', Buffer.from('p\u00e4ss', 'latin1'), /is not UTF-8/, /Save it as UTF-8/],
  ['a blank at the end', 'password', 'hunter2 \n', /ends with a blank/, /printf %s/],
  ['a blank that does not break', 'password', '\u00a0hunter2', /begins or ends with a blank/, /printf %s/],
  ['an empty line at the end', 'account', '{}\n\n', /an empty line/, /printf %s/],
  ['a blank at the start', 'account', ' {}', /begins or ends with a blank/, /printf %s/],
  ['an escape sequence', 'account', 'a\u001b[31mb', /a control character/, /Write it again/],
  ['two lines for a password', 'password', 'hunter2\nx', /is more than one line/, /Write it again/],
  ['a tab in a password', 'password', 'hunter2\tx', /contains a tab/, /Write it again/],
  ['a line break alone', 'account', '\n', /is empty/, /Write it again/],
  ['a text for a certificate', 'shop_certificate', 'to be done', /not a certificate in PEM/, /BEGIN CERTIFICATE/],
  ['a text for a key', 'shop_key', 'to be done', /not a private key in PEM/, /BEGIN PRIVATE KEY/],
  [
    'a key for a certificate',
    'admin_certificate',
    admin.key,
    /is a private key, not a certificate/,
    /into the file of/,
  ],
  ['a certificate for a key', 'admin_key', admin.certificate, /is a certificate, not a private key/, /its own file/],
  [
    'a public key',
    'signing',
    execFileSync('openssl', ['pkey', '-pubout'], { input: admin.key }),
    /is a public key/,
    /private key there/,
  ],
  [
    'a key with a passphrase',
    'shop_key',
    execFileSync('openssl', ['pkey', '-aes128', '-passout', 'pass:x'], { input: shop.key }),
    /has a passphrase/,
    /openssl pkey -in/,
  ],
  [
    'a key with a passphrase of the older kind',
    'shop_key',
    execFileSync('openssl', ['ec', '-aes128', '-passout', 'pass:x'], { input: shop.key, stdio: 'pipe' }),
    /has a passphrase/,
    /openssl pkey -in/,
  ],
  [
    'a certificate in DER',
    'shop_certificate',
    der(['x509'], shop.certificate),
    /is a certificate in DER/,
    /-inform DER/,
  ],
  ['a key in DER', 'shop_key', der(['pkey'], shop.key), /is a key in DER/, /-inform DER/],
  ['half a key', 'shop_key', `${shop.key.slice(0, 80)}\n-----END PRIVATE KEY-----\n`, /can't be read/, /cut off/],
  ['half a certificate', 'shop_certificate', shop.certificate.slice(0, 300), /can't be read/, /cut off/],
  [
    'the key of another',
    'admin_key',
    shop.key,
    /does not belong to the certificate in secrets\/admin_certificate/,
    /Supply both/,
  ],
  [
    'an expired one',
    'admin_certificate',
    issue('old', { to: stamp(-60) }).certificate,
    /has expired on \w{3} /,
    /Renew it/,
  ],
  [
    'one of tomorrow',
    'admin_certificate',
    issue('young', { from: stamp(86_400) }).certificate,
    /is not valid before \w{3} /,
    /clock/,
  ],
  [
    'an expired issuer',
    'shop_certificate',
    shop.certificate + issue('middle', { by: root, to: stamp(-60) }).certificate,
    /has expired on .*: number 2 of the chain/,
    /Renew it/,
  ],
  ['a chain upside down', 'shop_certificate', middle.certificate + shop.certificate, /out of order/, /first/],
  [
    'a chain with a gap',
    'shop_certificate',
    shop.certificate + root.certificate,
    /certificate 2 is not the issuer/,
    /first/,
  ],
];

describe('what is wrong is named with what to do, without the value, and ends with 3', () => {
  // One fault of each file at a time: a run starts many processes.
  const files = [...new Set(FAULTS.map(([, file]) => file))];
  const of = (file: string) => FAULTS.filter((fault) => fault[1] === file);
  const rounds = Array.from({ length: Math.max(...files.map((file) => of(file).length)) }, (_, i) =>
    files.flatMap((file) => of(file).slice(i, i + 1)),
  );

  it.each(rounds.map((round) => [round.map(([what]) => what).join(', '), round] as const))('%s', (_, round) => {
    supply(Object.fromEntries(round.map(([, file, content]) => [file, content])));
    const { status, stdout, stderr } = run();
    for (const [what, file, content, problem, fix] of round) {
      const lines = stderr.split('\n').filter((line) => line.startsWith(`secrets: secrets/${file} `));
      expect(lines, what).toHaveLength(1);
      expect(lines[0]).toMatch(problem);
      expect(lines[0]).toMatch(fix);
      // Nothing is mended by itself.
      expect(readFileSync(at(file))).toEqual(Buffer.from(content));
    }
    const named = new Set(stderr.match(/(?<=secrets: secrets\/)\w+/g));
    expect(stdout).toBe(`0 made, 7 there already, 0 missing, ${named.size} wrong\n`);
    expect(stderr).not.toMatch(/hunter2|to be done|service_account/);
    expect(status).toBe(3);
  });

  it('a folder, which Docker makes where a file is missing', () => {
    supply();
    for (const name of ['password', 'account', 'shop_key']) {
      rmSync(at(name));
      mkdirSync(at(name));
    }
    const { status, stdout, stderr } = run();
    expect(stderr.match(/secrets\/(?:password|account|shop_key) is a folder: .*rmdir secrets\//g)).toHaveLength(3);
    expect(status).toBe(3);
    expect(stdout).toContain('3 wrong');
    expect(lstatSync(at('password')).isDirectory()).toBe(true);
  });

  it('a mode that only the owner can read', () => {
    supply();
    for (const name of ['password', 'shop_key']) chmodSync(at(name), 0o600);
    const { status, stderr } = run();
    expect(stderr).toContain('secrets/password can be read by its owner alone');
    expect(stderr).toContain('Run: chmod 0444 secrets/shop_key\n');
    expect(status).toBe(3);
  });

  it('a symbolic link that leads nowhere; one that leads to a file is as good as it', () => {
    supply();
    rmSync(at('password'));
    symlinkSync('/nowhere/at/all', at('password'));
    rmSync(at('account'));
    writeFileSync(join(folder, 'elsewhere'), 'key');
    chmodSync(join(folder, 'elsewhere'), 0o444);
    symlinkSync('../elsewhere', at('account'));
    const { status, stderr } = run();
    expect(stderr).toBe(
      'secrets: secrets/password is a symbolic link that leads nowhere. Remove it, or make what it leads to\n',
    );
    expect(status).toBe(3);
    expect(existsSync(at('password'))).toBe(false);
  });

  it('a pipe, without waiting for it', () => {
    supply();
    rmSync(at('account'));
    execFileSync('mkfifo', [at('account')]);
    expect(run()).toMatchObject({ status: 3, stderr: expect.stringContaining('is not a regular file') as string });
  });

  it('a pair that is swapped', () => {
    supply({ shop_certificate: shop.key, shop_key: chain });
    expect(run().stderr).toContain('shop_certificate and shop_key are swapped');
  });

  it('every fault of every file at once', () => {
    supply({ password: ' x', shop_key: 'x', admin_certificate: admin.key });
    rmSync(at('account'));
    const { status, stdout, stderr } = run();
    expect(status).toBe(3);
    expect(stdout).toBe('0 made, 6 there already, 1 missing, 3 wrong\n');
    expect(stderr).toContain('mode 0444: account\n');
  });
});

describe('warnings end with 0', () => {
  const warned = (files: Readonly<Record<string, string>>) => {
    supply(files);
    const { status, stderr } = run();
    expect(status).toBe(0);
    return stderr;
  };

  it('a certificate that soon expires', () => {
    const { certificate, key } = issue('soon', { to: stamp(13 * 86_400) });
    expect(warned({ admin_certificate: certificate, admin_key: key })).toMatch(
      /^secrets: warning: secrets\/admin_certificate expires on .*\. Renew it\n$/,
    );
  });

  it('one that is for other names than the proxy has', () => {
    const { certificate, key } = issue('www.shop.test');
    expect(warned({ shop_certificate: certificate, shop_key: key })).toBe(
      'secrets: warning: secrets/shop_certificate is not for shop.test\nsecrets: warning: secrets/shop_certificate is not for *.shop.test\n',
    );
  });

  it('a key that lies beside its certificate', () => {
    expect(warned({ admin_certificate: admin.certificate + admin.key })).toContain('contains a private key as well');
  });
});

test('--self-signed makes every pair, and a key that nobody else asks for', () => {
  expect(run('--self-signed').status).toBe(3); // the account is supplied by hand
  const pub = (args: readonly string[], name: string) => execFileSync('openssl', [...args, '-in', at(name)]).toString();
  for (const name of ['shop', 'admin'])
    expect(pub(['x509', '-noout', '-pubkey'], `${name}_certificate`)).toBe(pub(['pkey', '-pubout'], `${name}_key`));
  expect(pub(['pkey', '-pubout'], 'signing')).not.toBe(pub(['pkey', '-pubout'], 'shop_key'));
  writeFileSync(at('account'), '{}');
  chmodSync(at('account'), 0o444);
  expect(run('--self-signed')).toMatchObject({ status: 0, stderr: '' });
});
