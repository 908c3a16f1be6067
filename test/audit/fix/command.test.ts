import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
