import assert from 'node:assert/strict';
import { test } from 'node:test';
import { application, post, STRANGER } from './support.js';

const day = (from: string, to: string) => ({ startsAt: `2026-11-02T${from}:00Z`, endsAt: `2026-11-02T${to}:00Z` });

test('a resource is booked once at a time', async () => {
  const app = application();
  const book = async (resource: string, from: string, to: string) =>
    (await post(app, '/appointments', { resource, ...day(from, to) })).statusCode;
  assert.equal(await book('Room 1', '09:00', '10:00'), 201);
  assert.equal(await book('Room 1', '09:30', '10:30'), 409);
  assert.equal(await book('Room 1', '10:00', '11:00'), 201);
  assert.equal(await book('Room 2', '09:30', '10:30'), 201);
});

test('only its code cancels an appointment, and then the time is free again', async () => {
  const app = application();
  const booking = { resource: 'Room 1', ...day('09:00', '10:00') };
  const { id, cancellationCode } = (await post(app, '/appointments', booking)).json();
  assert.match(cancellationCode, /^\d{8}$/);

  const wrong = cancellationCode === '00000000' ? '11111111' : '00000000';
  assert.equal((await post(app, `/appointments/${id}/cancel`, { code: wrong })).statusCode, 403);
  assert.equal((await post(app, '/appointments', booking)).statusCode, 409);
  assert.equal((await post(app, `/appointments/${id}/cancel`, { code: cancellationCode })).statusCode, 200);
  assert.equal((await post(app, '/appointments', booking)).statusCode, 201);
});

test('the user must exist', async () => {
  const booking = { resource: 'Room 1', userId: STRANGER, ...day('09:00', '10:00') };
  const answer = await post(application(), '/appointments', booking);
  assert.equal(answer.statusCode, 422);
  assert.equal(answer.json().error, 'unknown_user');
});

test('a wrong period is refused', async () => {
  const app = application();
  for (const period of [day('10:00', '09:00'), { startsAt: 'tomorrow', endsAt: 'later' }]) {
    assert.equal((await post(app, '/appointments', { resource: 'Room 1', ...period })).statusCode, 400);
  }
});

test('the probes need no signature, everything else does', async () => {
  const app = application();
  for (const url of ['/health', '/health/deep']) assert.equal((await app.inject({ url })).statusCode, 200);
  assert.equal((await app.inject({ url: '/appointments' })).statusCode, 401);
});
