import { describe, expect, test } from 'vitest';
import { dashboardUid, panelIds } from '../../../../src/constructs/monitoring/grafana/ids.js';
import { fnv1a } from '../../../../src/model/fnv1a.js';

describe('the uid of a dashboard', () => {
  test('is made of names that people know', () => {
    expect(dashboardUid('shop', 'orders')).toBe('shop-orders');
    expect(dashboardUid('shop')).toBe('shop');
  });

  test('is at most 40 characters, and another one for each workload', () => {
    const long = (last: string) => dashboardUid('a-platform-with-a-name', `a-workload-of-a-long-name-${last}`);
    expect([long('one').length, long('two').length]).toEqual([40, 40]);
    expect(long('one')).not.toBe(long('two'));
    expect(long('one')).toMatch(/^a-platform-with-a-name-a-worklo-[0-9a-f]{8}$/);
  });
});

describe('ids of panels', () => {
  const names = Array.from({ length: 500 }, (_, i) => `figure-${i}`);

  test('are different, and fit into 32 bits with a sign; none is 0', () => {
    const ids = [...panelIds(names).values()];
    expect(new Set(ids).size).toBe(names.length);
    for (const id of ids) expect(id > 0 && id <= 0x7fff_ffff && Number.isInteger(id)).toBe(true);
  });

  test('do not change when another panel is added, wherever', () => {
    const before = panelIds(names);
    const after = panelIds(['a-first-one', ...names]);
    expect(names.filter((name) => before.get(name) !== after.get(name))).toEqual([]);
  });

  test('of two names with one hash are told apart, in any order', () => {
    const pair = collision();
    const ids = panelIds(pair);
    expect(new Set(ids.values()).size).toBe(2);
    expect(panelIds([...pair].reverse())).toEqual(ids);
  });
});

/** Names that share a hash, by the birthday paradox: some 55,000 tries for even odds among 2^31. */
function collision(): [string, string] {
  const seen = new Map<number, string>();
  for (let i = 0; i < 1_000_000; i++) {
    const name = `n${i.toString(36)}`;
    const hash = fnv1a(name) % 0x7fff_ffff;
    const other = seen.get(hash);
    if (other !== undefined) return [other, name];
    seen.set(hash, name);
  }
  throw new Error('no collision found');
}
