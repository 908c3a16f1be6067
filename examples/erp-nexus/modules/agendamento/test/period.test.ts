import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlaps, type Period, problemOf } from '../src/period.js';

/** `at(9, 10)`: from nine to ten o'clock. */
const at = (from: number, to: number): Period => ({
  startsAt: new Date(Date.UTC(2026, 10, 2) + from * 3_600_000),
  endsAt: new Date(Date.UTC(2026, 10, 2) + to * 3_600_000),
});

test('appointments that share time overlap, whichever comes first', () => {
  for (const [a, b] of [
    [at(9, 11), at(10, 12)],
    [at(9, 12), at(10, 11)],
    [at(9, 10), at(9, 10)],
    [at(9, 10), at(9, 9.5)],
  ] as const) {
    assert(overlaps(a, b));
    assert(overlaps(b, a));
  }
});

test('appointments that only touch do not overlap', () => {
  assert(!overlaps(at(9, 10), at(10, 11)));
  assert(!overlaps(at(10, 11), at(9, 10)));
  assert(!overlaps(at(8, 9), at(10, 11)));
});

test('a period is neither too short, nor too long, nor backwards', () => {
  assert.equal(problemOf(at(9, 10)), undefined);
  assert.equal(problemOf(at(0, 24)), undefined);
  assert.match(problemOf(at(9, 9.01)) ?? '', /at least 5 minutes/);
  assert.match(problemOf(at(10, 9)) ?? '', /at least 5 minutes/);
  assert.match(problemOf(at(0, 24.5)) ?? '', /at most 24 hours/);
});
