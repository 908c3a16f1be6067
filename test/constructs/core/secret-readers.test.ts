import { spawnSync } from 'node:child_process';
import { isUtf8 } from 'node:buffer';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Phase } from '../../../src/index.js';
import { templateSource } from '../../../src/synth/render/template.js';
import { loadErpNexus } from '../../support/erp-nexus.js';
import { newProject, render, temporaryFolder } from '../../support/project.js';

const erpNexus = await loadErpNexus();
const files = render(erpNexus(newProject(), Phase.Advanced));
const folder = temporaryFolder();

/** A reader that finds its secrets in a folder of the test. */
function reader(path: string): string {
  const name = join(folder, path.replaceAll('/', '-'));
  writeFileSync(name, (files[path] ?? '').replaceAll('/run/secrets/', `${folder}/`));
  return name;
}

const PRELOAD = reader('modules/crm/nexus-env.mjs');
const SHELLS = [
  'infrastructure/redis/start.sh',
  'infrastructure/postgres/init/roles.sh',
  'infrastructure/postgres/start.sh',
];
const RULE = templateSource('shell/secret-rule.sh');

function supply(content: string | Buffer): void {
  const names = ['redis_password', 'redis_exporter_password', 'postgres_password', 'postgres_owner_password', 'x'];
  const roles = ['user_management', 'crm', 'services', 'agendamento', 'exporter'];
  for (const name of [...names, ...roles.map((role) => `postgres_${role}_password`)])
    writeFileSync(join(folder, name), content);
}

function node(env: Readonly<Record<string, string>>, print: string) {
  return spawnSync(process.execPath, ['--import', PRELOAD, '--eval', `process.stdout.write(${print})`], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
}

/** What the shells say of files, in one process. */
function shellFaults(contents: readonly Buffer[], kind: 'one-line' | 'lines'): string[] {
  const at = temporaryFolder();
  contents.forEach((content, i) => {
    writeFileSync(join(at, String(i)), content);
  });
  // Each answer ends with a mark: to take it up with $(…) would be one process more for each of them.
  const loop = `i=0; while [ $i -lt ${contents.length} ]; do secret_fault "$1/$i" ${kind}; echo .; i=$((i + 1)); done`;
  const run = spawnSync('sh', ['-c', `${RULE}\n${loop}`, 'sh', at], { encoding: 'utf8' });
  return run.stdout
    .split('.\n')
    .slice(0, -1)
    .map((said) => said.trimEnd());
}

/** What the preload says, by the function in it. */
const [source = ''] = /function faultOf[^]*?\n\}\n/.exec(files['modules/crm/nexus-env.mjs'] ?? '') ?? [];
const faultOf = runInNewContext(`${source}\nfaultOf`, { isUtf8 }) as (
  bytes: Buffer,
  text: string,
) => string | undefined;
const preloadFault = (bytes: Buffer) => faultOf(bytes, bytes.toString('utf8').replace(/\n$/, '')) ?? '';

const REFUSED: readonly (readonly [what: string, content: string | Buffer, problem: string])[] = [
  ['nothing', '', 'is empty'],
  ['a line break alone', '\n', 'is empty'],
  ['a carriage return', 'pw\r\n', 'contains carriage returns'],
  ['an empty line at the end', 'pw\n\n', 'begins or ends with a blank'],
  ['a blank at the end', 'pw ', 'begins or ends with a blank'],
  ['a NUL byte', 'p\0w', 'contains a NUL byte'],
  ['a byte order mark', '\ufeffpw', 'byte order mark'],
  ['Latin-1', Buffer.from('p\u00e4w', 'latin1'), 'is not UTF-8'],
  ['an escape sequence', 'p\u001bw', 'contains a control character'],
];

describe('what one reader refuses, all refuse: with 78, the file and what to do', () => {
  it.each(REFUSED)('%s', (_, content, problem) => {
    supply(content);
    const said = [
      node({ X_FILE: join(folder, 'x') }, '1'),
      ...SHELLS.map((path) =>
        spawnSync('sh', [reader(path)], {
          encoding: 'utf8',
          env: { PATH: process.env.PATH, POSTGRES_PASSWORD_FILE: join(folder, 'postgres_password') },
        }),
      ),
    ];
    for (const { status, stderr, stdout } of said) {
      expect(status).toBe(78);
      expect(stderr).toContain(problem);
      expect(stderr).toMatch(new RegExp(`${folder}/\\w+.*Run scripts/secrets-init\\.sh on the host`));
      expect(stdout).toBe('');
      // The folder's name is made of random letters.
      expect(stderr.replaceAll(folder, '')).not.toMatch(/pw|p.w/);
    }
  });

  it('a folder, and a file that is not there', () => {
    mkdirSync(join(folder, 'made-by-docker'), { recursive: true });
    const start = (name: string) => node({ X_FILE: join(folder, name) }, '1');
    expect(start('made-by-docker')).toMatchObject({
      status: 78,
      stderr: expect.stringContaining('is a folder') as string,
    });
    expect(start('nowhere')).toMatchObject({ status: 78, stderr: expect.stringContaining('is not there') as string });
  });

  it('two lines, where the value becomes part of a URL', () => {
    supply('one\ntwo');
    const { status, stderr } = node({ X_FILE: join(folder, 'x'), A_URL_TEMPLATE: 'a://u:{X}@h' }, '1');
    expect(status).toBe(78);
    expect(stderr).toContain('A_URL_TEMPLATE needs X, which is more than one line');
  });
});

test('what the preload takes, the shells read as the same bytes', () => {
  const values = [
    'pw',
    'pw\n',
    'p\u00e4ss w\u00f6rd\n',
    '{\n\t"a": 1\n}\n',
    'it\'s $HOME `x` \\n "q"',
    '\u{1f600}',
    'x'.repeat(5000),
  ];
  const names = values.map((value, i) => {
    writeFileSync(join(folder, `v${i}`), value);
    chmodSync(join(folder, `v${i}`), 0o444);
    return `V${i}`;
  });
  const env = Object.fromEntries(names.map((name) => [`${name}_FILE`, join(folder, name.toLowerCase())]));
  const { stdout } = node(env, `JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name]))`);
  const shell = names.map(
    (name) =>
      spawnSync('sh', ['-c', 'printf %s "$(cat "$1")"', 'sh', join(folder, name.toLowerCase())], { encoding: 'utf8' })
        .stdout,
  );
  expect(JSON.parse(stdout)).toEqual(shell);
});

test('shells and preload judge any bytes alike', () => {
  const byte = fc.constantFrom(
    0,
    9,
    10,
    13,
    27,
    32,
    65,
    127,
    0x80,
    0x85,
    0xa0,
    0xbb,
    0xbf,
    0xc2,
    0xc3,
    0xe0,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xff,
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 5 }),
    fc.array(byte, { maxLength: 5 }).map((list) => Uint8Array.from(list)),
    fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => Uint8Array.from(Buffer.from(text))),
  );
  const contents = fc.sample(bytes, { numRuns: 600, seed: 7 }).map((list) => Buffer.from(list));
  const said = contents.map(preloadFault);
  expect(new Set(said).size).toBeGreaterThan(6);
  expect(shellFaults(contents, 'lines').map((fault, i) => [contents[i]?.toString('hex'), fault])).toEqual(
    said.map((fault, i) => [contents[i]?.toString('hex'), fault]),
  );
});
