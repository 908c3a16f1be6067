import { execFileSync } from 'node:child_process';
import fs, { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { expect, test, vi } from 'vitest';
import { here, inFolders, nexus, write } from '../../cli/nexus.js';

inFolders();

const BEFORE = 'FROM debian:12\nENV A b\nRUN apt-get install curl\nCMD node a.js\n';
const AFTER = 'FROM debian:12\nENV A=b\nRUN apt-get install -y curl\nCMD ["node", "a.js"]\n';

const text = (path: string) => readFileSync(here(path), 'utf8');

test('GIVEN --dry-run WHEN run THEN the changes are printed, and can be applied, and nothing is written', async () => {
  write('a/Dockerfile', BEFORE);
  write('a/compose.yaml', 'services:\r\n  a:\r\n    image: redis:7\r\n');
  const { status, stdout, stderr } = await nexus('--dry-run');
  expect(status).toBe(0);
  expect(stdout).toContain('--- a/a/Dockerfile\n+++ b/a/Dockerfile\n@@');
  expect(stdout).toContain('-ENV A b\n');
  expect(stdout).toContain('+ENV A=b\n');
  expect(stderr).toMatch(/--fix would mend \d+ findings in 2 files: the score \S+ becomes \S+\n$/);
  expect(text('a/Dockerfile')).toBe(BEFORE);
  execFileSync('git', ['apply', '-'], { cwd: here(), input: stdout });
  expect(text('a/Dockerfile')).toBe(AFTER);
  expect(text('a/compose.yaml')).toContain('    security_opt:\r\n      - no-new-privileges:true\r\n');
});

test('GIVEN --fix WHEN run THEN files are changed, and the report is of what they are now', async () => {
  write('Dockerfile', BEFORE);
  const { stdout, stderr } = await nexus('--fix');
  expect(text('Dockerfile')).toBe(AFTER);
  expect(stdout).toContain('+CMD ["node", "a.js"]');
  expect(stdout).not.toContain('cmd-exec-form');
  expect(stderr).toMatch(/nexus: mended 3 findings in 1 file/);
});

test('GIVEN --fix for a program WHEN run THEN standard output is the report alone', async () => {
  write('Dockerfile', BEFORE);
  const { stdout, stderr } = await nexus('--fix', '--format', 'json');
  const { findings } = JSON.parse(stdout) as { findings: { rule: string }[] };
  expect(findings.map(({ rule }) => rule)).not.toContain('cmd-exec-form');
  expect(stderr).toContain('+ENV A=b\n');
});

test('GIVEN nothing to fix WHEN run THEN it says so', async () => {
  write('Dockerfile', AFTER);
  const { stdout, stderr } = await nexus('--dry-run');
  expect(stdout).toBe('');
  expect(stderr).toContain('there is nothing to fix that needs no decision');
});

test('GIVEN what can not be fixed safely WHEN run THEN it says why', async () => {
  write('Dockerfile', 'FROM debian:12\nCMD ./start\n');
  const { stderr } = await nexus('--dry-run');
  expect(stderr).toContain('Dockerfile:2: left alone (cmd-exec-form): ./start may be a script without "#!"');
});

test('GIVEN a Dockerfile that is a link WHEN fixed THEN neither it nor what it leads to changes', async () => {
  write('real', BEFORE);
  symlinkSync(here('real'), here('Dockerfile'));
  const { stdout, stderr } = await nexus('--fix');
  expect(stderr).toContain('Dockerfile: not written: it is a link');
  expect(stdout).toContain('cmd-exec-form');
  expect(text('real')).toBe(BEFORE);
});

test('GIVEN a file that is no UTF-8 WHEN run THEN no change of it is shown that is not made', async () => {
  write('b/Dockerfile', BEFORE);
  const bytes = Buffer.concat([Buffer.from('FROM debian:12\n# caf'), Buffer.from([0xe9]), Buffer.from('\nENV A b\n')]);
  writeFileSync(here('Dockerfile'), bytes);
  for (const option of ['--dry-run', '--fix']) {
    const { stdout, stderr } = await nexus(option);
    expect(stdout).toContain('+++ b/b/Dockerfile');
    expect(stdout).not.toContain('+++ b/Dockerfile');
    expect(stderr).toContain('Dockerfile: not written: it is not all UTF-8');
    expect(stderr).toMatch(/mend(?:ed)? 3 findings in 1 file/);
  }
  expect(readFileSync(here('Dockerfile'))).toEqual(bytes);
});

test('GIVEN a file that is read-only WHEN fixed THEN it stays as it is', async () => {
  write('Dockerfile', BEFORE);
  chmodSync(here('Dockerfile'), 0o444);
  const { stderr } = await nexus('--fix');
  expect(stderr).toContain('Dockerfile: not written: it is read-only');
  expect(text('Dockerfile')).toBe(BEFORE);
});

test('GIVEN an absolute path WHEN run THEN the diff can be applied in the current folder', async () => {
  write('a/Dockerfile', BEFORE);
  const { stdout } = await nexus(here('a'), '--dry-run');
  expect(stdout).toContain('--- a/a/Dockerfile\n+++ b/a/Dockerfile\n');
  execFileSync('git', ['apply', '-'], { cwd: here(), input: stdout });
  expect(text('a/Dockerfile')).toBe(AFTER);
});

test.each(['missing', 'empty'])(
  'GIVEN a folder that is %s WHEN --dry-run looks at it THEN it exits with 2',
  async (name) => {
    mkdirSync(here('empty'), { recursive: true });
    const { status, stderr } = await nexus(name, '--dry-run');
    expect(status).toBe(2);
    expect(stderr).toContain('there is no Dockerfile and no Compose file to fix');
  },
);

test('GIVEN a file that is no YAML WHEN --dry-run looks at it THEN it says so', async () => {
  write('compose.yaml', 'services: [\n');
  const { status, stderr } = await nexus('--dry-run');
  expect(status).toBe(2);
  expect(stderr).toMatch(/compose\.yaml:\d+: /);
});

test('GIVEN a disk that is full WHEN fixed THEN it exits with 2, and the report is of what is there', async () => {
  write('a/Dockerfile', BEFORE);
  write('b/Dockerfile', BEFORE);
  const change = vi.spyOn(fs, 'renameSync').mockImplementationOnce(() => {
    throw new Error('no space left on device');
  });
  syncBuiltinESMExports();
  const { status, stderr, stdout } = await nexus('--fix', '--format', 'json');
  change.mockRestore();
  syncBuiltinESMExports();
  expect(status).toBe(2);
  expect(stderr).toContain("a/Dockerfile: it can't be written: no space left on device");
  expect(stderr).toContain('mended 3 findings in 1 file.');
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; file: string }[] };
  const mendable = findings.filter(({ rule }) => rule === 'key-value-format').map(({ file }) => file);
  expect(mendable).toEqual(['a/Dockerfile']);
  expect([text('a/Dockerfile'), text('b/Dockerfile')]).toEqual([BEFORE, AFTER]);
});

test('GIVEN the example of the guide WHEN run THEN it changes what the guide says', async () => {
  const guide = readFileSync(new URL('../../../docs/guides/audit.md', import.meta.url), 'utf8');
  write(
    'Dockerfile',
    'FROM node:22-slim\nENV NODE_ENV production\n# The health check needs it.\nRUN apt-get update \\\n' +
      '    && apt-get install curl\nADD . /app\nCMD node /app/server.js\n',
  );
  write('compose.yaml', 'services:\n  cache:\n    image: redis:7 # the sessions\n  web:\n    build: .\n');
  const { stdout, stderr } = await nexus('--dry-run');
  expect(guide).toContain(`\n\`\`\`diff\n${stdout}\`\`\`\n`);
  expect(guide).toContain(`\n\`\`\`text\n${stderr}\`\`\`\n`);
});
