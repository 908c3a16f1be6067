import { chmodSync, symlinkSync, truncateSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { COMPOSE, DOCKERFILE, here, inFolders, json, nexus, write } from './nexus.js';

inFolders();

describe('what is audited', () => {
  test('without a path the current folder, by paths relative to it', async () => {
    write('Dockerfile', DOCKERFILE);
    write('deploy/compose.yaml', COMPOSE);
    const report = await json();
    expect(report).toMatchObject({ status: 0, files: 2, problems: [], stderr: '' });
    expect(new Set(report.findings.map(({ file }) => file))).toEqual(new Set(['Dockerfile', 'deploy/compose.yaml']));
  });

  test('many files and folders, as they were given', async () => {
    write('a/Dockerfile', DOCKERFILE);
    write('b/c/Dockerfile', DOCKERFILE);
    write('app.image', DOCKERFILE);
    const { findings, files } = await json(`${here()}/a`, 'b/', './app.image');
    expect(files).toBe(3);
    expect(new Set(findings.map(({ file }) => file))).toEqual(
      new Set([`${here()}/a/Dockerfile`, 'b/c/Dockerfile', 'app.image']),
    );
  });

  test('a file that is named twice is looked at once', async () => {
    write('Dockerfile', DOCKERFILE);
    expect(await json('Dockerfile', '.', './Dockerfile')).toEqual(await json('.'));
  });

  test('a named file that is something else is skipped with a note', async () => {
    write('Dockerfile', DOCKERFILE);
    write('notes.txt', 'hello\n');
    write('values.yaml', 'image: a\n');
    const report = await json('Dockerfile', 'notes.txt', 'values.yaml');
    expect(report).toMatchObject({ status: 0, files: 1 });
    expect(report.stderr).toBe(
      'nexus: notes.txt is neither a Dockerfile nor a Compose file: skipped\nnexus: values.yaml is neither a Dockerfile nor a Compose file: skipped\n',
    );
  });

  test('many that are something else are counted', async () => {
    write('Dockerfile', DOCKERFILE);
    const others = Array.from({ length: 11 }, (_, index) => `notes-${index}.txt`);
    for (const name of others) write(name, 'hello\n');
    const { stderr } = await json('Dockerfile', ...others);
    expect(stderr).toBe('nexus: 11 files are neither Dockerfiles nor Compose files: skipped\n');
  });

  test('nothing at all: says so, and exits with 2', async () => {
    const found = await nexus();
    expect(found).toMatchObject({ status: 2, stdout: '' });
    expect(found.stderr).toContain('no Dockerfile and no Compose file');
    write('notes.txt', 'hello\n');
    expect(await nexus('notes.txt')).toMatchObject({ status: 2, stdout: '' });
    for (const format of ['text', 'json']) {
      const missing = await nexus('missing', '--format', format);
      expect(missing).toMatchObject({ status: 2, stdout: '' });
      expect(missing.stderr).toContain('missing: there is no such file or folder');
    }
  });

  test('links that go in a circle are not followed', async () => {
    write('a/Dockerfile', DOCKERFILE);
    symlinkSync('..', here('a/up'));
    symlinkSync('loop', here('loop'));
    symlinkSync('a/Dockerfile', here('Dockerfile.prod'));
    expect(await json()).toMatchObject({ status: 0, files: 2, problems: [] });
  });

  test('names may hold anything', async () => {
    const name = 'we"ird\u001b[31m\n<b>`|$(id)\\dir';
    write(`${name}/Dockerfile`, DOCKERFILE);
    const report = await json(name);
    expect(report.findings[0]?.file).toBe(`${name}/Dockerfile`);
    for (const format of ['text', 'markdown']) {
      const { stdout } = await nexus('--format', format);
      expect(stdout, format).not.toContain('\u001b');
      expect(stdout, format).toContain('\\u{1b}');
    }
  });
});

describe('what could not be read: exits with 2, after the report of the rest', () => {
  const reads = async (file: string, message: RegExp, ...args: string[]) => {
    const report = await json(...(args.length > 0 ? [...args, 'good'] : ['.']));
    expect(report).toMatchObject({ status: 2, files: 1 });
    expect(report.problems).toMatchObject([{ kind: 'unreadable', file }]);
    expect(report.problems[0]?.message).toMatch(message);
    expect(report.stderr).toMatch(message);
  };

  beforeEach(() => write('good/Dockerfile', DOCKERFILE));

  test('a path that is not there', () => reads('missing', /no such file or folder/, 'missing'));

  test('a file without permission', async () => {
    write('Dockerfile', DOCKERFILE);
    chmodSync(here(), 0o755);
    chmodSync(here('Dockerfile'), 0);
    // What the command needs is loaded before; root may read everything, and so is somebody else for a while.
    await nexus('--format', 'json');
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65534);
    try {
      await reads('Dockerfile', /may not be read/);
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  test('a link to nothing that is called Dockerfile', async () => {
    symlinkSync('gone', here('Dockerfile'));
    await reads('Dockerfile', /no such file or folder/);
  });

  test('a link to itself that is named', async () => {
    symlinkSync('Dockerfile', here('Dockerfile'));
    await reads('Dockerfile', /link to itself/, 'Dockerfile');
  });

  test('a Dockerfile that is no text', async () => {
    write('Dockerfile', Buffer.from('FROM a\nRUN b\n', 'utf16le'));
    await reads('Dockerfile', /no text/);
  });

  test('a huge file', async () => {
    write('Dockerfile', 'FROM a\n');
    truncateSync(here('Dockerfile'), 5 * 1024 * 1024);
    await reads('Dockerfile', /larger than 4 MB/);
  });

  test('broken YAML', async () => {
    write('compose.yaml', 'services:\n  a:\n    image: "a\n');
    write('good/Dockerfile', DOCKERFILE);
    const report = await json();
    expect(report).toMatchObject({ status: 2, problems: [{ kind: 'syntax', file: 'compose.yaml' }] });
  });

  test('programs and pictures are passed by', async () => {
    write('dockerfile-lint', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0]));
    write('logo.png', Buffer.from([0x89, 0x50, 0, 0]));
    write('Dockerfile', DOCKERFILE);
    expect(await json()).toMatchObject({ status: 0, files: 2, problems: [] });
    const named = await json('Dockerfile', 'logo.png');
    expect(named).toMatchObject({ status: 0, files: 1 });
    expect(named.stderr).toContain('logo.png is neither');
  });
});
