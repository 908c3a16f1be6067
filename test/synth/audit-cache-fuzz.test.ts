import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { checksum } from '../../src/audit/remember/checksum.js';
import { recall } from '../../src/audit/whole.js';
import { AuditCache } from '../../src/synth/audit-cache.js';
import { CACHE } from '../../src/synth/remember/cache-file.js';
import { temporaryFolder } from '../support/project.js';
import { audited, shop } from './support/audited.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Kind = 'audit' | 'audit-parts';

/** One change of a JSON value: what stands at a place of it is removed, put under another key, or is something else. */
interface Change {
  readonly how: 'remove' | 'rename' | 'replace' | 'exchange';
  /** Which of all places, and which other one. */
  readonly at: number;
  readonly other: number;
  readonly value: Json;
}

const changes = fc.array(
  fc.record<Change>({
    how: fc.constantFrom('remove', 'rename', 'replace', 'exchange'),
    at: fc.nat(),
    other: fc.nat(),
    value: fc.oneof(
      fc.constantFrom<Json>(
        null,
        0,
        -1,
        1,
        1.5,
        1e300,
        '',
        'critical',
        'privileged',
        [],
        {},
        [[]],
        [null],
        true,
        '__proto__',
      ),
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

type Place = readonly [holder: Record<string, Json>, key: string];

/** Every place of a value but itself. */
function placesOf(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, Json>;
  return Object.keys(holder).flatMap((key): Place[] => [[holder, key], ...placesOf(holder[key] ?? null)]);
}

function changed(root: Json, list: readonly Change[]): Json {
  // The value itself may be another one.
  const whole: Record<string, Json> = { root: structuredClone(root) };
  for (const { how, at, other, value } of list) {
    const places = placesOf(whole);
    const [holder, key] = places[at % places.length] ?? [whole, 'root'];
    const [second, secondKey] = places[other % places.length] ?? [whole, 'root'];
    const [one, two] = [holder[key] ?? null, second[secondKey] ?? null];
    if (how === 'replace') holder[key] = value;
    else if (how === 'exchange') [holder[key], second[secondKey]] = [structuredClone(two), structuredClone(one)];
    else if (Array.isArray(holder)) holder.splice(Number(key), 1, ...(how === 'rename' ? [one, one] : []));
    else {
      Reflect.deleteProperty(holder, key);
      if (how === 'rename') holder[`${key}${secondKey}`] = one;
    }
  }
  return whole['root'] ?? null;
}

const model = shop({ privileged: true });
const next = shop({ port: 5002, privileged: true });
const right = { model: '', next: '' };
const originals = new Map<Kind, { readonly code: string; readonly body: Json }>();
/** What the file of the whole audit is about. */
let key = '';
let folder: string;

beforeAll(() => {
  const first = temporaryFolder();
  right.model = audited(model, first);
  right.next = audited(next);
  for (const kind of ['audit', 'audit-parts'] as const) {
    const [head = '', body = ''] = readFileSync(join(first, CACHE, `shop.${kind}.json`), 'utf8').split('\n');
    const { code } = JSON.parse(head) as { code: string };
    originals.set(kind, { code, body: JSON.parse(body) as Json });
  }
  const asked = vi.spyOn(AuditCache.prototype, 'recallWhole');
  audited(model, first);
  key = asked.mock.calls[0]?.[0] ?? '';
  asked.mockRestore();
});
beforeEach(() => {
  folder = temporaryFolder();
});

const original = (kind: Kind): Json => originals.get(kind)?.body ?? null;

/** Writes both files with their checksums. @param of the key with which that of the whole audit is worked out */
function lay(bodies: Partial<Record<Kind, Json>>, of = ''): void {
  rmSync(join(folder, CACHE), { recursive: true, force: true });
  mkdirSync(join(folder, CACHE), { recursive: true });
  for (const [kind, { code }] of originals) {
    const body = JSON.stringify(bodies[kind] ?? original(kind));
    const head = JSON.stringify({ code, sha256: checksum(kind === 'audit' ? of : '', body) });
    writeFileSync(join(folder, CACHE, `shop.${kind}.json`), `${head}\n${body}`);
  }
}

describe('a cache that was changed together with its checksum', () => {
  test('is used, as these tests write it, where nothing was changed', () => {
    lay({}, key);
    const parts = vi.spyOn(AuditCache.prototype, 'recall');
    expect(audited(model, folder)).toBe(right.model);
    expect(parts).not.toHaveBeenCalled();
    lay({});
    expect(audited(model, folder)).toBe(right.model);
    expect(parts.mock.results.filter(({ value }) => value !== undefined).length).toBeGreaterThan(5);
    parts.mockRestore();
  });

  test('makes no wrong result, whatever is in the parts', () => {
    fc.assert(
      fc.property(changes, (list) => {
        lay({ 'audit-parts': changed(original('audit-parts'), list) });
        expect(audited(next, folder)).toBe(right.next);
        expect(audited(model, folder)).toBe(right.model);
      }),
    );
  });

  test('makes no wrong result, whatever is in the whole, if it was not sealed with the key that stands nowhere', () => {
    fc.assert(
      fc.property(changes, (list) => {
        lay({ audit: changed(original('audit'), list) });
        expect(audited(model, folder)).toBe(right.model);
      }),
    );
  });

  test('does not crash even who has the key, and is not believed where it has another shape', () => {
    let refused = 0;
    fc.assert(
      fc.property(changes, (list) => {
        const body = changed(original('audit'), list);
        const known = recall(body);
        lay({ audit: body }, key);
        const said = audited(model, folder);
        if (known !== undefined) return;
        refused++;
        expect(said).toBe(right.model);
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeGreaterThan(20);
  });

  test('is not taken for the other file, nor for that of another key', () => {
    lay({ audit: original('audit-parts'), 'audit-parts': original('audit') }, key);
    expect(audited(model, folder)).toBe(right.model);
    lay({ audit: { files: [], themes: [], rules: [], found: [] } }, 'other');
    expect(audited(model, folder)).toBe(right.model);
  });
});
