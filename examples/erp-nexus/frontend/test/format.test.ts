import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asMoney, asPeriod } from '../src/format.js';

test('money is written as in Brazil', () => {
  assert.equal(asMoney('1234.50').replaceAll('\u00a0', ' '), 'R$ 1.234,50');
});

test('an appointment ends after the duration of its service', () => {
  const { startsAt, endsAt } = asPeriod('2026-11-02T09:00', 90);
  assert.equal(new Date(startsAt).getHours(), 9);
  assert.equal(Date.parse(endsAt) - Date.parse(startsAt), 90 * 60_000);
});
