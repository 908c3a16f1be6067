import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ordered } from '../../../src/constructs/core/override-order.js';
import type { ComposeFile } from '../../../src/model/compose.js';
import type { Override } from '../../../src/model/platform-model.js';
import { SourceLocation } from '../../../src/model/source-location.js';
import { applyOverrides } from '../../../src/synth/targets/compose/overrides.js';

const origin = { path: 'shop', location: SourceLocation.capture() };
const override = (path: string, value?: unknown): Override => ({ path: path.split('.'), value, origin });

const SERVICES = ['a', 'b', 'c'];
/** Maps, lists, lists of maps, and what is not there. */
const KEYS = [
  'm',
  'm.x',
  'm.y',
  'm.x.z',
  'l',
  'l.0',
  'l.1',
  'l.2',
  'l.3',
  'd.0',
  'd.1',
  'd.0.x',
  'd.1.x',
  'n',
  'n.x',
  'n.y',
];

const document = () =>
  ({
    services: Object.fromEntries(
      SERVICES.map((name) => [name, { image: 'a', m: { x: { z: 0 }, k: 1 }, l: [0, 1, 2], d: [{ x: 1 }, { y: 2 }] }]),
    ),
  }) as unknown as ComposeFile;

/** The document as it is written, or that an override does not fit. */
function applied(overrides: readonly Override[]): ComposeFile | undefined {
  const target = document();
  return applyOverrides([{ document: target }], overrides).length === 0 ? target : undefined;
}

const change = (keys: readonly string[]) =>
  fc.record({
    path: fc.constantFrom(...keys),
    value: fc.constantFrom<unknown>(undefined, undefined, 1, 2, [], [7, 8], {}, { z: 3 }, { x: { z: 4 } }),
  });
const calls = (service: string) =>
  fc
    .array(change(KEYS), { maxLength: 5 })
    .map((list) => list.map(({ path, value }) => override(`services.${service}.${path}`, value)));

describe('the order in which overrides are applied', () => {
  test('gives the same document as the order of the calls, where that gives one', () => {
    let fitting = 0;
    fc.assert(
      fc.property(calls('a'), (list) => {
        const expected = applied(list);
        if (expected === undefined) return;
        if (list.length > 1) fitting++;
        expect(applied(ordered(list))).toEqual(expected);
      }),
      { numRuns: 3_000 },
    );
    expect(fitting).toBeGreaterThan(300);
  });

  test('gives the same bytes however the calls about different services alternate', () => {
    const each = fc.tuple(...SERVICES.map(calls));
    fc.assert(
      fc.property(
        each,
        fc.array(fc.nat({ max: SERVICES.length - 1 }), { minLength: 40, maxLength: 40 }),
        (chains, turns) => {
          const rest = chains.map((chain) => [...chain]);
          const mixed = turns.flatMap((turn) => rest[turn]?.shift() ?? []);
          mixed.push(...rest.flat());
          expect(ordered(mixed)).toEqual(ordered(chains.flat()));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('is that of the paths, what is further out first, and places of a list by number', () => {
    const paths = ['services.a.l.2', 'services.a.l.10', 'services.a.m', 'services.b', 'services.b.m.x', 'x-a'];
    const list = paths.map((path) => override(path, 1));
    fc.assert(
      fc.property(fc.shuffledSubarray(list.toSpliced(4, 1), { minLength: 5 }), (shuffled) => {
        expect(ordered(shuffled).map(({ path }) => path.join('.'))).toEqual(paths.toSpliced(4, 1));
      }),
    );
    expect(ordered(list.toReversed()).map(({ path }) => path.join('.'))).toEqual(
      // Within another that is set later, it comes first, as it was said.
      paths.with(3, 'services.b.m.x').with(4, 'services.b'),
    );
  });

  test.each<[string, readonly [string, unknown?][], unknown]>([
    [
      'one place set twice',
      [
        ['m', 1],
        ['m', 2],
      ],
      { m: 2 },
    ],
    [
      'a place within what is set later',
      [
        ['m.x', 1],
        ['m', { y: 2 }],
      ],
      { m: { y: 2 } },
    ],
    [
      'a place within what was set before',
      [
        ['m', { y: 2 }],
        ['m.x', 1],
      ],
      { m: { y: 2, x: 1 } },
    ],
    ['a map that is removed and made anew', [['m'], ['m.x', 1]], { m: { x: 1 } }],
    ['two places of a list removed from the front', [['l.0'], ['l.0']], { l: [2] }],
    ['a place of a list set after another was removed', [['l.0'], ['l.1', 9]], { l: [1, 9] }],
    ['a place of a list set before another is removed', [['l.1', 9], ['l.0']], { l: [9, 2] }],
  ])('keeps the meaning of the calls: %s', (_, list, expected) => {
    const result = applied(ordered(list.map(([path, value]) => override(`services.a.${path}`, value))));
    expect(result?.services).toMatchObject({ a: expected as object });
  });
});
