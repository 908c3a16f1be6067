import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.js';

/** Version of the nginx of this machine; `undefined` where there is none. */
export function nginxVersion(): readonly [number, number, number] | undefined {
  const { stderr, error } = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
  const [, major = 0, minor = 0, patch = 0] =
    (error ? undefined : /nginx\/(\d+)\.(\d+)\.(\d+)/.exec(stderr))?.map(Number) ?? [];
  return major > 0 ? [major, minor, patch] : undefined;
}

/**
 * What nginx itself says of a generated configuration (`nginx -t`): its folders are put elsewhere, its certificate is made anew,
 * and before 1.25.1 HTTP/2 was a word of `listen`.
 *
 * @returns what is wrong, warnings too; empty if nothing is
 */
export function nginxTest(text: string): string {
  const folder = temporaryFolder();
  const [major = 0, minor = 0, patch = 0] = nginxVersion() ?? [];
  const secret = /\/run\/secrets\/(\w+)/g;
  const names = [...text.matchAll(secret)].map(([, name = '']) => name);
  mkdirSync(join(folder, 'secrets'));
  if (names.length > 0) {
    const [certificate = '', key = ''] = names.map((name) => join(folder, 'secrets', name));
    const args = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-subj',
      '/CN=x',
    ];
    spawnSync('openssl', [...args, '-keyout', key, '-out', certificate]);
  }
  const old = major * 1e6 + minor * 1e3 + patch < 1_025_001;
  let here = text
    .replaceAll('/run/secrets/', `${folder}/secrets/`)
    .replaceAll(/(_temp_path|pid) \/tmp\//g, `$1 ${folder}/`)
    .replaceAll('/dev/stdout', join(folder, 'access.log'))
    .replaceAll('/dev/stderr', join(folder, 'error.log'));
  if (old) here = here.replaceAll(/^ *http2 on;\n/gm, '').replaceAll(/(listen \d+ ssl)/g, '$1 http2');
  const path = join(folder, 'nginx.conf');
  writeFileSync(path, here);
  writeFileSync(join(folder, 'error.log'), '');
  const { stderr, status } = spawnSync('nginx', ['-t', '-q', '-e', join(folder, 'error.log'), '-c', path], {
    encoding: 'utf8',
  });
  const said = `${stderr}${readFileSync(join(folder, 'error.log'), 'utf8')}`.split('\n');
  // Who runs the tests may listen on fewer ports, and change no users.
  const wrong = [...new Set(said)].filter((line) => line !== '' && !/"user" directive makes sense only/.test(line));
  return status === 0 && wrong.length === 0 ? '' : wrong.join('\n') || `nginx -t ended with ${status}`;
}

/** What nginx itself says of a certificate, its issuers after it, and a key (`nginx -t`); empty if it takes them. */
export function nginxPemTest(certificate: string, key: string): string {
  const folder = temporaryFolder();
  const at = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const pair = [`ssl_certificate ${at('certificate', certificate)};`, `ssl_certificate_key ${at('key', key)};`];
  // Without a port: some other program may listen on it.
  const server = `server { listen unix:${folder}/socket ssl; ${pair.join(' ')} }`;
  const text = `pid ${folder}/pid;\nevents {}\nhttp { access_log off; ${server} }\n`;
  const args = ['-t', '-q', '-e', join(folder, 'error.log'), '-c', at('nginx.conf', text)];
  const { status, stderr } = spawnSync('nginx', args, { encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}
