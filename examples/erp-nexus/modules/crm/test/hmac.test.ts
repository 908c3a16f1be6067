import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isValid, REPLAY_WINDOW_MS, sign } from '../src/hmac.js';

const now = 1_790_000_000_000;
const parts = { method: 'GET', path: '/customers?page=1', timestamp: String(now), userId: 'u-1' };
const key = 'k'.repeat(32);
const signature = sign(key, parts);

test('the signature of the same parts is valid inside the window', () => {
  assert(isValid(key, parts, signature, now));
  assert(isValid(key, parts, signature, now + REPLAY_WINDOW_MS));
  assert(isValid(key, parts, signature, now - REPLAY_WINDOW_MS));
});

test('a replayed signature is refused', () => {
  assert(!isValid(key, parts, signature, now + REPLAY_WINDOW_MS + 1));
});

test('changing any part or the key breaks it', () => {
  assert(!isValid(key, { ...parts, method: 'POST' }, signature, now));
  assert(!isValid(key, { ...parts, path: '/customers' }, signature, now));
  assert(!isValid(key, { ...parts, userId: 'u-2' }, signature, now));
  assert(!isValid(key, { ...parts, timestamp: String(now + 1) }, signature, now));
  assert(!isValid('x'.repeat(32), parts, signature, now));
});

test('garbage is refused, not thrown at', () => {
  for (const garbage of ['', 'zz', signature.slice(2), `${signature}00`]) assert(!isValid(key, parts, garbage, now));
  assert(!isValid(key, { ...parts, timestamp: 'soon' }, signature, now));
});
