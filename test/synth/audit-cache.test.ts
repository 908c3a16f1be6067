import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditCache } from '../../src/synth/audit-cache.js';
import { CACHE } from '../../src/synth/remember/cache-file.js';
import { temporaryFolder } from '../support/project.js';
import { audited, shop } from './support/audited.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const file = (kind: string) => join(folder, CACHE, `shop.${kind}.json`);

describe('the cache of the audit', () => {
  test('gives the same as an audit, without one', () => {
    const model = shop({ privileged: true });
    const first = audited(model, folder);
    const inspect = vi.spyOn(AuditCache.prototype, 'recall');
    const second = audited(model, folder);
    expect(inspect).not.toHaveBeenCalled();
    expect(second).toBe(first);
    expect(second).toBe(audited(model));
    inspect.mockRestore();
  });

  test('gives the same as an audit where one service has changed', () => {
    audited(shop(), folder);
    const changed = shop({ port: 5002, privileged: true });
    expect(audited(changed, folder)).toBe(audited(changed));
    expect(audited(shop(), folder)).toBe(audited(shop()));
  });

  test('keeps what the last run has used, and no more', () => {
    audited(shop(), folder);
    const size = readFileSync(file('audit-parts'), 'utf8').length;
    for (let port = 5000; port < 5010; port++) audited(shop({ port }), folder);
    expect(readFileSync(file('audit-parts'), 'utf8').length).toBeLessThan(size * 1.2);
    expect(readdirSync(join(folder, CACHE))).toHaveLength(2);
  });

  test('may be deleted at any time', () => {
    const first = audited(shop(), folder);
    rmSync(join(folder, CACHE), { recursive: true });
    expect(audited(shop(), folder)).toBe(first);
    expect(existsSync(file('audit'))).toBe(true);
  });

  test('is not written through a link', () => {
    const elsewhere = temporaryFolder();
    mkdirSync(join(folder, '.nexus'));
    symlinkSync(elsewhere, join(folder, CACHE));
    audited(shop(), folder);
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

/** Another first character, whichever it is. */
const other = (_: string, before: string, first: string) => `${before}${first === '_' ? '-' : '_'}`;

describe('a cache that somebody has spoilt', () => {
  const POISONS: Readonly<Record<string, (text: string) => string>> = {
    empty: () => '',
    'no JSON': () => '{"found": [',
    'cut off': (text) => text.slice(0, text.length >> 1),
    'without its first line': (text) => text.slice(text.indexOf('\n') + 1),
    'of another version': (text) => text.replace(/("code":")(.)/, other),
    'with another checksum': (text) => text.replace(/("sha256":")(.)/, other),
    'without findings': (text) => text.replaceAll(/\["privileged"[^\]]*\],?/g, ''),
    'with another severity': (text) => text.replace('"critical"', '"info"').replaceAll('privileged', 'init-process'),
    'with other lines': (text) => text.replaceAll(/,(\d+),(\d+),/g, ',1,1,'),
    'with a list of nothing': (text) => `${text.slice(0, text.indexOf('\n'))}\n{"key":"","found":[]}`,
  };

  test.each(Object.keys(POISONS))('%s changes nothing', (name) => {
    // GIVEN
    const model = shop({ privileged: true });
    const right = audited(model, folder);
    expect(right).toContain('privileged');
    const poison = POISONS[name] ?? String;
    for (const kind of ['audit', 'audit-parts']) {
      const text = readFileSync(file(kind), 'utf8');
      writeFileSync(file(kind), poison(text));
      if (kind === 'audit') expect(poison(text)).not.toBe(text);
    }

    // THEN
    expect(audited(model, folder)).toBe(right);
    const other = shop({ port: 5002, privileged: true });
    expect(audited(other, folder)).toBe(audited(other));
  });
});
