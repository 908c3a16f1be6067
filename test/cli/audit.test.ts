import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { COMPOSE, DOCKERFILE, here, inFolders, json, nexus, write, type Json } from './nexus.js';

const ROOT = join(import.meta.dirname, '..', '..');

inFolders();

describe('exit codes', () => {
  test('--fail-under compares with the score that is shown', async () => {
    write('Dockerfile', DOCKERFILE);
    const { score } = await json();
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(9.9);
    expect((await nexus('--fail-under', String(score))).status).toBe(0);
    const failed = await nexus('--fail-under', String(Math.round(score * 10 + 1) / 10));
    expect(failed.status).toBe(1);
    expect(failed.stderr).toBe(`nexus: the score ${score} is below ${Math.round(score * 10 + 1) / 10}\n`);
  });

  test.each(['-1', '10.1', 'high', '', '1e1', '0x5', 'NaN'])('--fail-under %j is refused', async (value) => {
    expect(await nexus('--fail-under', value)).toMatchObject({ status: 2, stdout: '' });
  });

  test('what is no option or no format is refused', async () => {
    expect(await nexus('--formt', 'json')).toMatchObject({ status: 2, stdout: '' });
    expect(await nexus('--format', 'xml')).toMatchObject({ status: 2, stdout: '' });
  });

  test('a suppression without effect or reason exits with 2, whatever the score', async () => {
    write('Dockerfile', `# nexus-audit: ignore no-such-rule -- why\n${DOCKERFILE}`);
    expect(await json('--fail-under', '10')).toMatchObject({ status: 2, problems: [{ kind: 'suppression' }] });
    write('Dockerfile', `# nexus-audit: ignore no-such-rule\n${DOCKERFILE}`);
    expect(await json()).toMatchObject({ status: 2, problems: [{ kind: 'suppression' }] });
  });
});

describe('as a process', () => {
  const run = (args: string[], input: string | undefined, options: { shell?: string } = {}) => {
    const command = [
      process.execPath,
      '--import',
      join(ROOT, 'node_modules/tsx/dist/esm/index.mjs'),
      join(ROOT, 'src/cli/main.ts'),
    ];
    const [first = '', ...rest] = command;
    return spawnSync(first, [...rest, ...args], {
      encoding: 'utf8',
      cwd: here(),
      ...options,
      ...(input === undefined ? {} : { input }),
    });
  };

  test.each([
    ['lines', 'a/Dockerfile\r\nwith space/Dockerfile\n\n'],
    ['NUL', 'a/Dockerfile\0with space/Dockerfile\0'],
  ])('--stdin-paths separated by %s', (_, input) => {
    write('a/Dockerfile', DOCKERFILE);
    write('with space/Dockerfile', DOCKERFILE);
    write('not/Dockerfile', DOCKERFILE);
    const { status, stdout } = run(['audit', '--stdin-paths', '--format', 'json'], input);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as Json;
    expect(new Set(report.findings.map(({ file }) => file))).toEqual(
      new Set(['a/Dockerfile', 'with space/Dockerfile']),
    );
  });

  test('an empty list of paths is nothing to audit, not the current folder', () => {
    write('Dockerfile', DOCKERFILE);
    const { status, stdout } = run(['audit', '--stdin-paths'], '');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('usage that is wrong exits with 2, and help with 0', () => {
    expect(run(['audit', '--fail-under', '11'], undefined)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('from 0 to 10') as string,
    });
    expect(run(['audit', '--help'], undefined)).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('reports', () => {
  beforeEach(() => {
    write('Dockerfile', DOCKERFILE);
    write('compose.yaml', COMPOSE);
  });

  test.each([
    ['json', 'json', /^\{\n/],
    ['sarif', 'sarif', /"version": "2\.1\.0"/],
    ['html', 'html', /^<!doctype html>/],
    ['markdown', 'md', /^## Audit: /],
    ['text', 'txt', /^Score /m],
  ])('%s, to standard output or a file that is named for it', async (format, extension, pattern) => {
    const printed = await nexus('--format', format);
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    expect(printed.stdout).toMatch(pattern);
    const written = await nexus('--output', `new/report.${extension}`);
    expect(written).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(here(`new/report.${extension}`), 'utf8')).toBe(printed.stdout);
  });

  test('are the same every time', async () => {
    for (const format of ['json', 'sarif', 'html', 'markdown', 'text']) {
      expect(await nexus('--format', format)).toEqual(await nexus('--format', format));
    }
  });

  test('an output that can not be written exits with 2', async () => {
    write('taken', '');
    expect((await nexus('--output', 'taken/report.json')).status).toBe(2);
    expect((await nexus('--output', '.')).status).toBe(2);
  });

  test('--list-rules names every rule once, and looks at no file', async () => {
    const [text, list, markdown] = [
      await nexus('--list-rules', 'missing'),
      await nexus('--list-rules', '--format', 'json'),
      await nexus('--list-rules', '--format', 'markdown'),
    ];
    const rules = JSON.parse(list.stdout) as { id: string }[];
    expect([text.status, list.status, markdown.status]).toEqual([0, 0, 0]);
    expect(rules.length).toBeGreaterThan(0);
    for (const { id } of rules) {
      expect(text.stdout).toContain(`  ${id} `);
      expect(markdown.stdout).toContain(`\n### ${id}\n`);
    }
    expect((await nexus('--list-rules', '--format', 'html')).status).toBe(2);
  });
});

describe('--baseline', () => {
  const save = () => nexus('--format', 'json', '--output', 'baseline.json');

  test('only what is new is listed, and fails; lines may move', async () => {
    write('Dockerfile', DOCKERFILE);
    await save();
    write('Dockerfile', `# a comment\n\n${DOCKERFILE}`);
    const same = await json('--baseline', 'baseline.json');
    expect(same).toMatchObject({ status: 0, findings: [], baseline: { new: 0, mended: 0 } });
    expect(same.baseline?.known).toBe(same.known?.length);
    expect(same.baseline?.known).toBeGreaterThan(0);
    expect((await nexus('--baseline', 'baseline.json')).stdout).toMatch(
      /^Since the baseline: 0 new, \d+ known, 0 mended$/m,
    );

    write('compose.yaml', COMPOSE);
    const more = await json('--baseline', 'baseline.json');
    expect(more.status).toBe(1);
    expect(more.findings.length).toBeGreaterThan(0);
    expect(more.findings.every(({ file }) => file === 'compose.yaml')).toBe(true);
    expect(more.score).toBe((await json()).score);
  });

  test('equal findings are counted, and what is gone is mended', async () => {
    write('compose.yaml', COMPOSE);
    write('b/Dockerfile', 'FROM node:latest\nFROM node:latest\nUSER 1\n');
    await save();
    const before = await json();
    write('b/Dockerfile', 'FROM node:latest\nUSER 1\n');
    const fewer = await json('--baseline', 'baseline.json');
    expect(fewer).toMatchObject({ status: 0, baseline: { new: 0 } });
    expect(fewer.baseline?.mended).toBe(before.findings.length - (await json()).findings.length);
    expect(fewer.baseline?.mended).toBeGreaterThan(0);
  });

  test('a report that was compared itself is a baseline as well', async () => {
    write('Dockerfile', DOCKERFILE);
    await save();
    await nexus('--baseline', 'baseline.json', '--output', 'second.json');
    expect(await json('--baseline', 'second.json')).toMatchObject({ status: 0, baseline: { new: 0, mended: 0 } });
  });

  test.each([
    ['nothing', undefined, /there is no such file/],
    ['no JSON', 'FROM a', /it is no JSON/],
    ['another report', '{"version": "2.1.0", "runs": []}', /it has no list "findings"/],
    ['findings of another kind', '{"findings": [{"id": 1}]}', /findings\[0\] has no rule, file or message/],
  ])('%s is refused', async (_, text, message) => {
    write('Dockerfile', DOCKERFILE);
    if (text !== undefined) write('baseline.json', text);
    const { status, stderr } = await nexus('--baseline', 'baseline.json');
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
