import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DATA_FILE, printData, readData } from '../../../src/synth/data/data-file.js';
import { messageOf, temporaryFolder } from '../../support/project.js';

function folderWith(text: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.nexus'));
  writeFileSync(join(folder, DATA_FILE), text);
  return folder;
}

const known = new Map([
  ['shop/postgres_data/version', ['17']],
  ['shop/postgres_data/locale', ['icu pt-BR']],
  ['shop/queue_data/user', ['999:1000']],
]);

describe('what the data was made with', () => {
  it('is read as it was printed, one sorted line for each fact', () => {
    const text = printData(known);
    expect(text.split('\n').filter((line) => line.includes('shop/'))).toEqual([
      '    "shop/postgres_data/locale": "icu pt-BR",',
      '    "shop/postgres_data/version": "17",',
      '    "shop/queue_data/user": "999:1000"',
    ]);
    expect(readData(folderWith(text))).toEqual(new Map([...known].sort()));
  });

  it('is nothing where there is no file', () => {
    expect(readData(temporaryFolder()).size).toBe(0);
  });

  it('has the lines of both sides after a merge, with or without marks of a conflict', () => {
    const union = printData(known)
      .replace(
        '    "shop/queue_data/user": "999:1000"',
        '    "shop/queue_data/user": "999:1000"\n    "shop/z_data/kind": "files"',
      )
      .replace('"17",', '"17",\n<<<<<<< HEAD\n    "shop/postgres_data/version": "18",\n=======\n>>>>>>> other');
    const read = readData(folderWith(union));
    expect(read.get('shop/postgres_data/version')).toEqual(['17', '18']);
    expect(read.get('shop/z_data/kind')).toEqual(['files']);
  });

  it.each([
    ['something else', 'version: 1\n'],
    ['another version', printData(known).replace('"version": 1', '"version": 2')],
    ['a text that was cut off', printData(known).slice(0, -60)],
    ['an empty file', ''],
  ])('is not forgotten silently: %s is an error', (_, text) => {
    expect(messageOf(() => readData(folderWith(text)))).toMatch(
      /^\.nexus\/data\.json is corrupt: .*Restore it from git/,
    );
  });
});
