import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { NexusService, RedisCache, SecureDockerfile } from '../../src/index.js';
import { AuditCache, CACHE } from '../../src/synth/audit-cache.js';
import { auditOutput } from '../../src/synth/audit-output.js';
import { renderPlatform } from '../../src/synth/index.js';
import { newPlatform, temporaryFolder } from '../support/project.js';

function shop(orders: { readonly port?: number; readonly privileged?: boolean } = {}) {
  const platform = newPlatform();
  const redis = new RedisCache(platform, 'redis');
  const dockerfile = SecureDockerfile.node({ context: 'modules/orders' });
  new NexusService(platform, 'orders', { port: orders.port ?? 4002, dockerfile, uses: [redis] });
  new NexusService(platform, 'stock', { port: 4003, dockerfile: SecureDockerfile.node({ context: 'modules/stock' }) });
  if (orders.privileged) platform.compose.addOverride('services.orders.privileged', true);
  return platform.toModel();
}

/** Everything that an audit says, with or without the cache of a folder. */
function audited(model: ReturnType<typeof shop>, folder?: string) {
  const cache = folder === undefined ? undefined : new AuditCache(folder, model.name);
  const output = auditOutput(model, renderPlatform(model), { cache });
  cache?.save();
  if (!output) throw new Error('the audit is off');
  const { report, ...rest } = output;
  const plain = report.findings.map(({ rule, source: _, ...finding }) => ({
    ...finding,
    rule: rule.id,
    text: rule.title,
  }));
  // The lines of this file differ from call to call.
  const text = JSON.stringify({ ...rest, ...report, findings: plain, rules: report.rules.length });
  return text.replaceAll(/audit-cache\.test\.ts:\d+/g, 'here');
}

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

describe('a cache that somebody has spoilt', () => {
  const POISONS: Readonly<Record<string, (text: string) => string>> = {
    empty: () => '',
    'no JSON': () => '{"found": [',
    'cut off': (text) => text.slice(0, text.length >> 1),
    'without its first line': (text) => text.slice(text.indexOf('\n') + 1),
    'of another version': (text) => text.replace(/"code":"./, '"code":"_'),
    'with another checksum': (text) =>
      text.replace(/"sha256":"(.)/, (_, first) => `"sha256":"${first === '_' ? '-' : '_'}`),
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
