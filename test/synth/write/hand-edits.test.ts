import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modeOf, temporaryFolder } from '../../support/project.js';
import { filesOf, snapshot, synthesize } from '../support/site.js';

const FILES = { 'a.conf': ['one'], 'deep/er/b.conf': ['x'] };

/** A folder with a synthesized project. */
function synthesized(): string {
  const folder = temporaryFolder();
  synthesize(folder, FILES);
  return folder;
}

/** The copies that were saved, as path → content. */
function saved(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesOf(folder, '.nexus/saved/').map((path) => [
      path.replace(/\.[0-9a-f]{8}$/, ''),
      readFileSync(join(folder, path), 'utf8'),
    ]),
  );
}

describe('a file that was changed by hand', () => {
  test('is saved, reported, and then made right again', () => {
    // GIVEN
    const folder = synthesized();
    const right = readFileSync(join(folder, 'out/a.conf'), 'utf8');
    writeFileSync(join(folder, 'out/a.conf'), 'mine\n');
    // WHEN
    const { warnings, total } = synthesize(folder, FILES);
    // THEN
    expect(readFileSync(join(folder, 'out/a.conf'), 'utf8')).toBe(right);
    expect(saved(folder)).toEqual({ '.nexus/saved/out/a.conf': 'mine\n' });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^out\/a\.conf had been changed by hand or by a merge; that version is now \.nexus\/saved\/out\/a\.conf\.[0-9a-f]{8}$/,
      ),
    ]);
    expect(total).toMatch(/^nexus: 1 written, .* 1 warning$/);
  });

  test('is saved also where the description has changed as well, and each version apart', () => {
    const folder = synthesized();
    for (const text of ['first\n', 'second\n']) {
      writeFileSync(join(folder, 'out/a.conf'), text);
      synthesize(folder, { ...FILES, 'a.conf': [text.trim(), 'generated'] });
    }
    expect(
      filesOf(folder, '.nexus/saved/')
        .map((path) => readFileSync(join(folder, path), 'utf8'))
        .sort(),
    ).toEqual(['first\n', 'second\n']);
  });

  test('is saved byte by byte, where it is no text', () => {
    const folder = synthesized();
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x80]);
    writeFileSync(join(folder, 'out/a.conf'), bytes);
    synthesize(folder, FILES);
    const [path = ''] = filesOf(folder, '.nexus/saved/');
    expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true);
  });

  test('is saved with its mode: what only its owner could read stays so', () => {
    const folder = synthesized();
    writeFileSync(join(folder, 'out/a.conf'), 'password = x');
    chmodSync(join(folder, 'out/a.conf'), 0o600);
    synthesize(folder, FILES);
    const [path = ''] = filesOf(folder, '.nexus/saved/');
    expect(modeOf(join(folder, path))).toBe('600');
  });

  test('is not saved where it was changed to what shall be', () => {
    // GIVEN: what the next run would write
    const other = temporaryFolder();
    synthesize(other, { ...FILES, 'a.conf': ['two'] });
    const folder = synthesized();
    writeFileSync(join(folder, 'out/a.conf'), readFileSync(join(other, 'out/a.conf')));
    // WHEN
    const { warnings } = synthesize(folder, { ...FILES, 'a.conf': ['two'] });
    // THEN
    expect(warnings).toEqual([]);
    expect(saved(folder)).toEqual({});
  });

  test('that was removed is written again, without a word', () => {
    const folder = synthesized();
    const before = readFileSync(join(folder, 'out/a.conf'), 'utf8');
    writeFileSync(join(folder, 'out/a.conf'), '');
    const emptied = synthesize(folder, FILES);
    expect(emptied.warnings).toHaveLength(1);
    expect(readFileSync(join(folder, 'out/a.conf'), 'utf8')).toBe(before);
  });
});

describe('a checkout with other line ends', () => {
  const toCrlf = (folder: string) => {
    for (const path of filesOf(folder, 'out/', '.nexus/')) {
      const text = readFileSync(join(folder, path), 'utf8');
      writeFileSync(join(folder, path), text.replaceAll('\n', '\r\n'));
    }
  };

  test('is not taken for changes by hand; the line ends are made right', () => {
    // GIVEN
    const folder = synthesized();
    const right = filesOf(folder, 'out/').map((path) => readFileSync(join(folder, path), 'utf8'));
    toCrlf(folder);
    // WHEN
    const { warnings } = synthesize(folder, FILES);
    // THEN
    expect(warnings).toEqual([]);
    expect(saved(folder)).toEqual({});
    expect(filesOf(folder, 'out/').map((path) => readFileSync(join(folder, path), 'utf8'))).toEqual(right);
    expect(readFileSync(join(folder, '.nexus/manifest.json'), 'utf8')).not.toContain('\r');
  });

  test('nor where the file is due to change, or to go', () => {
    const folder = synthesized();
    toCrlf(folder);
    const { warnings } = synthesize(folder, { 'a.conf': ['two'] });
    expect(warnings).toEqual([]);
    expect(saved(folder)).toEqual({});
    expect(existsSync(join(folder, 'out/deep'))).toBe(false);
  });
});

describe('a file of the user', () => {
  test('is never touched where nothing of ours has its name', () => {
    const folder = synthesized();
    writeFileSync(join(folder, 'out/deep/note.txt'), 'mine');
    const before = snapshot(folder);
    synthesize(folder, { 'a.conf': ['one'] });
    expect(snapshot(folder)['out/deep/note.txt']).toBe(before['out/deep/note.txt']);
    expect(existsSync(join(folder, 'out/deep/er'))).toBe(false);
  });
});

test('many changes are reported in a few lines', () => {
  // GIVEN
  const folder = temporaryFolder();
  const files = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`f${i}.conf`, ['x']]));
  synthesize(folder, files);
  for (const name of Object.keys(files)) writeFileSync(join(folder, 'out', name), 'mine');
  // WHEN
  const { warnings, total } = synthesize(folder, files);
  // THEN
  expect(warnings).toHaveLength(11);
  expect(warnings.at(-1)).toBe('… and 4 more changed files, saved likewise');
  expect(total).toContain('14 warnings');
});
