import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MARKER } from '../../../src/model/marker.js';
import { messageOf, modeOf, temporaryFolder } from '../../support/project.js';
import { filesOf, MODEL, snapshot, synthesize } from '../support/site.js';

const FILES = { 'a.conf': ['one'], 'deep/er/b.conf': ['x'] };

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A project that has never been synthesized, with files of its user. */
function brownfield(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const MINE = {
  'out/docker-compose.yml': 'services: {}\n',
  'out/deep/er/b.conf': 'mine\n',
  'out/other.conf': 'not generated\n',
};

describe('files that nexus-infra did not write', () => {
  test('are refused in one error that lists them all, and nothing is written', () => {
    // GIVEN
    const folder = brownfield(MINE);
    const before = snapshot(folder);
    // WHEN
    const message = messageOf(() => synthesize(folder, FILES));
    // THEN
    expect(message).toMatch(
      /^1 problem, nothing was written:\n {2}- 2 existing files would be replaced, but nexus-infra did not generate them:\n {6}out\/docker-compose\.yml\n {6}out\/deep\/er\/b\.conf\n {4}Move or rename them\. Or run once with NEXUS_ADOPT=1, which keeps each original beside the new file as <name>\.before-nexus\./,
    );
    expect(snapshot(folder)).toEqual(before);
  });

  test('are refused at a later run too, when a construct is added', () => {
    const folder = temporaryFolder();
    synthesize(folder, FILES);
    writeFileSync(join(folder, 'out/Dockerfile'), 'FROM scratch\n');
    expect(messageOf(() => synthesize(folder, { ...FILES, Dockerfile: ['FROM x'] }))).toContain(
      '1 existing file would be replaced, but nexus-infra did not generate it:\n      out/Dockerfile\n',
    );
    expect(readFileSync(join(folder, 'out/Dockerfile'), 'utf8')).toBe('FROM scratch\n');
  });

  test('are no obstacle where nothing would be lost: the same text, other line ends, or our marker', () => {
    // GIVEN
    const other = temporaryFolder();
    synthesize(other, FILES);
    const text = (path: string) => readFileSync(join(other, path), 'utf8');
    const folder = brownfield({
      'out/docker-compose.yml': text('out/docker-compose.yml'),
      'out/a.conf': text('out/a.conf').replaceAll('\n', '\r\n'),
      'out/deep/er/b.conf': `# ${MARKER}\nof a lost manifest\n`,
    });
    // WHEN
    const { warnings } = synthesize(folder, FILES);
    // THEN
    expect(warnings).toEqual([expect.stringContaining('out/deep/er/b.conf had been changed by hand')]);
    expect(readFileSync(join(folder, 'out/a.conf'), 'utf8')).toBe(text('out/a.conf'));
  });

  test('that are symbolic links are refused as well, wherever they lead', () => {
    for (const target of ['../theirs', '/nowhere']) {
      const folder = brownfield({ theirs: 'x', 'out/x': '' });
      symlinkSync(target, join(folder, 'out/a.conf'));
      expect(messageOf(() => synthesize(folder, FILES))).toContain('\n      out/a.conf\n');
    }
  });
});

describe('NEXUS_ADOPT', () => {
  test('=1 replaces them all, and keeps each original beside, where git sees it', () => {
    // GIVEN
    const folder = brownfield(MINE);
    chmodSync(join(folder, 'out/deep/er/b.conf'), 0o600);
    vi.stubEnv('NEXUS_ADOPT', '1');
    // WHEN
    const { warnings, total } = synthesize(folder, FILES);
    // THEN
    expect(warnings).toEqual(
      ['out/docker-compose.yml', 'out/deep/er/b.conf'].map(
        (path) => `${path} was replaced; the original is ${path}.before-nexus. Delete it when done`,
      ),
    );
    expect(total).toContain('2 warnings');
    expect(readFileSync(join(folder, 'out/docker-compose.yml.before-nexus'), 'utf8')).toBe('services: {}\n');
    expect(readFileSync(join(folder, 'out/deep/er/b.conf.before-nexus'), 'utf8')).toBe('mine\n');
    expect(modeOf(join(folder, 'out/deep/er/b.conf.before-nexus'))).toBe('600');
    expect(modeOf(join(folder, 'out/deep/er/b.conf'))).toBe('644');
    expect(readFileSync(join(folder, 'out/docker-compose.yml'), 'utf8')).toContain(MARKER);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).not.toContain('before-nexus');
    expect(filesOf(folder, '.nexus/')).toEqual(['.nexus/manifest.json', MODEL]);
    // and a second run is like any other
    vi.unstubAllEnvs();
    expect(synthesize(folder, FILES)).toMatchObject({ warnings: [] });
    expect(readFileSync(join(folder, 'out/deep/er/b.conf.before-nexus'), 'utf8')).toBe('mine\n');
  });

  test('may name some of them: the others are still refused', () => {
    const folder = brownfield(MINE);
    vi.stubEnv('NEXUS_ADOPT', 'out/deep/er/b.conf, out/nothing');
    const message = messageOf(() => synthesize(folder, FILES));
    expect(message).toContain('1 existing file would be replaced');
    expect(message).toContain('out/docker-compose.yml');
    expect(message).not.toContain('b.conf');
    // WHEN
    vi.stubEnv('NEXUS_ADOPT', 'out/docker-compose.yml,out/deep/er/b.conf');
    expect(synthesize(folder, FILES).warnings).toHaveLength(2);
  });

  test.each(['', '0', 'true'])('"%s" adopts nothing', (value) => {
    const folder = brownfield(MINE);
    vi.stubEnv('NEXUS_ADOPT', value);
    expect(messageOf(() => synthesize(folder, FILES))).toContain('2 existing files would be replaced');
  });

  test('never replaces an earlier original', () => {
    // GIVEN
    const folder = brownfield({ ...MINE, 'out/docker-compose.yml.before-nexus': 'first\n' });
    vi.stubEnv('NEXUS_ADOPT', '1');
    // WHEN
    const { warnings } = synthesize(folder, FILES);
    // THEN
    expect(warnings[0]).toContain('the original is out/docker-compose.yml.before-nexus-2');
    expect(readFileSync(join(folder, 'out/docker-compose.yml.before-nexus'), 'utf8')).toBe('first\n');
    expect(readFileSync(join(folder, 'out/docker-compose.yml.before-nexus-2'), 'utf8')).toBe('services: {}\n');
  });

  test('keeps a copy that an interrupted run has made, and makes no second one', () => {
    const folder = brownfield({ ...MINE, 'out/docker-compose.yml.before-nexus': 'services: {}\n' });
    vi.stubEnv('NEXUS_ADOPT', '1');
    synthesize(folder, FILES);
    expect(filesOf(folder, 'out/docker-compose.yml.')).toEqual(['out/docker-compose.yml.before-nexus']);
  });

  test('keeps a symbolic link as a link', () => {
    const folder = brownfield({ theirs: 'x', 'out/x': '' });
    symlinkSync('../theirs', join(folder, 'out/a.conf'));
    vi.stubEnv('NEXUS_ADOPT', '1');
    synthesize(folder, FILES);
    expect(readlinkSync(join(folder, 'out/a.conf.before-nexus'))).toBe('../theirs');
    expect(lstatSync(join(folder, 'out/a.conf')).isFile()).toBe(true);
    expect(readFileSync(join(folder, 'theirs'), 'utf8')).toBe('x');
    rmSync(join(folder, 'out/a.conf.before-nexus'));
  });
});
