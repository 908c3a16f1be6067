import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ApiError, api } from '../src/api.js';
import { openSession, type Session, session } from '../src/session.js';

const logged: Session = { token: 't-1', user: { id: 'u-1', name: 'Ana', email: 'ana@example.com', role: 'ADMIN' } };

const stored = new Map<string, string>();
Object.assign(globalThis, {
  sessionStorage: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  },
});

/** Answers the next requests and remembers them. */
function serverAnswering(status: number, body: unknown) {
  const requests: { url: string; init: RequestInit }[] = [];
  globalThis.fetch = async (url, init = {}) => {
    requests.push({ url: String(url), init });
    return new Response(JSON.stringify(body), { status });
  };
  return requests;
}

beforeEach(() => stored.clear());

test('requests go below /api, with the token of the session', async () => {
  openSession(logged);
  const requests = serverAnswering(200, []);
  await api.customers();
  assert.equal(requests[0]?.url, '/api/crm/customers');
  assert.deepEqual(requests[0]?.init.headers, { authorization: 'Bearer t-1' });
});

test('a refused token ends the session', async () => {
  openSession(logged);
  serverAnswering(401, { error: 'unauthorized', message: 'Log in first' });
  await assert.rejects(api.services(), new ApiError(401, 'Log in first'));
  assert.equal(session(), undefined);
});

test('the message of an error is passed on, whatever the server sends', async () => {
  serverAnswering(409, { error: 'overlap', message: 'The resource is booked' });
  await assert.rejects(api.appointments(), new ApiError(409, 'The resource is booked'));
  serverAnswering(502, '<html>');
  await assert.rejects(api.appointments(), new ApiError(502, 'The server answered 502'));
});
