import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { targetOf } from '../src/forward.js';
import { sign } from '../src/signature.js';
import { bearer, echo, gateway, hmacSecret } from './support.js';

/** What pino's loggers have besides what Fastify says of them. */
interface Logger {
  readonly bindings: () => Readonly<Record<string, unknown>>;
}

const service = await echo();
const app = await gateway(service.origin);
after(async () => {
  await app.close();
  await service.close();
});

test('a request is forwarded without its prefix, signed, and a forged signature is dropped', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/crm/customers?page=2&name=a%20b',
    headers: { authorization: await bearer(), 'x-nexus-user-id': 'root', 'X-Nexus-Role': 'ADMIN' },
    payload: { name: 'Padaria' },
  });
  const { method, url, headers, body } = answer.json();
  assert.deepEqual([method, url, body], ['POST', '/customers?page=2&name=a%20b', { name: 'Padaria' }]);
  assert.equal(headers['x-nexus-user-id'], 'u-1');
  assert.equal(headers['x-nexus-role'], undefined);
  const parts = { method, path: url, timestamp: headers['x-nexus-timestamp'], userId: 'u-1' };
  assert.equal(headers['x-nexus-signature'], sign(hmacSecret, parts));
  assert(Math.abs(Date.now() - Number(parts.timestamp)) < 5_000);
  assert.equal(headers['x-request-id'], answer.headers['x-request-id']);
});

test("the proxy's request id goes on to the service and into the log", async () => {
  const id = '5f0c2b1e9a7d4c6f8e3b2a1d0c9f8e7d';
  const logged: unknown[] = [];
  const other = await gateway(service.origin);
  other.addHook('onResponse', async ({ log }) => logged.push((log as unknown as Logger).bindings()['request_id']));
  const headers = { authorization: await bearer() };
  const answer = await other.inject({ url: '/crm/customers', headers: { ...headers, 'x-request-id': id } });
  assert.deepEqual([answer.headers['x-request-id'], answer.json().headers['x-request-id']], [id, id]);
  assert.deepEqual(logged, [id]);

  for (const unfit of ['a"b', 'a b', 'x'.repeat(129), '']) {
    const answer = await other.inject({ url: '/crm/customers', headers: { ...headers, 'x-request-id': unfit } });
    assert.match(String(answer.headers['x-request-id']), /^[0-9a-f]{8}-[0-9a-f-]{27}$/, unfit);
  }
  await other.close();
});

test('only logging in needs no token', async () => {
  const login = await app.inject({ method: 'POST', url: '/users/login', payload: { email: 'a@b.co', password: 'x' } });
  assert.equal(login.statusCode, 200);
  assert.equal(login.json().url, '/login');
  assert.equal(login.json().headers['x-nexus-user-id'], '');

  for (const [method, url] of [
    ['GET', '/users/login'],
    ['POST', '/users/login/'],
    ['POST', '/users/users'],
    ['POST', '/crm/login'],
    ['GET', '/crm'],
    ['GET', '/nowhere'],
  ] as const) {
    assert.equal((await app.inject({ method, url })).statusCode, 401, `${method} ${url}`);
  }
});

test('expired, foreign, unsigned and revoked tokens are refused', async () => {
  const none = `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"u-1"}').toString('base64url')}.`;
  for (const authorization of [
    await bearer({ expires: '-1s' }),
    await bearer({ secret: 'another secret, also long enough' }),
    await bearer({ jti: 'gone' }),
    none,
    'Bearer',
  ]) {
    assert.equal((await app.inject({ url: '/crm/customers', headers: { authorization } })).statusCode, 401);
  }
});

test('what services keep for the platform is not forwarded', async () => {
  const headers = { authorization: await bearer() };
  for (const url of ['/crm/health', '/crm/health/deep', '/crm/metrics?x=1', '/%63rm/customers']) {
    assert.equal((await app.inject({ url, headers })).statusCode, 404, url);
  }
});

test('a path is forwarded as written or not at all', () => {
  const target = (url: string) => targetOf(url, '/crm', 'http://crm:5004')?.href;
  assert.equal(target('/crm'), 'http://crm:5004/');
  assert.equal(target('/crm?page=1'), 'http://crm:5004/?page=1');
  assert.equal(target('/crm/customers/a%20b?q=%2e%2e'), 'http://crm:5004/customers/a%20b?q=%2e%2e');
  for (const url of ['/crm/a/../metrics', '/crm/%2e%2e/metrics', '/crm/./metrics', '/crm\\evil', '/%63rm/customers']) {
    assert.equal(target(url), undefined, url);
  }
  assert.equal(target('/crm//evil.example/x'), 'http://crm:5004//evil.example/x');
});

test('readiness names the service that does not answer', async () => {
  const deep = await app.inject({ url: '/health/deep' });
  assert.equal(deep.statusCode, 200);
  assert.deepEqual(Object.keys(deep.json().checks), ['redis', 'users', 'crm']);

  const alone = await gateway('http://127.0.0.1:1');
  const answer = await alone.inject({ url: '/health/deep' });
  assert.equal(answer.statusCode, 503);
  assert.deepEqual([answer.json().checks.redis.ok, answer.json().checks.crm.ok], [true, false]);
  assert.equal((await alone.inject({ url: '/health' })).statusCode, 200);
  const forwarded = await alone.inject({ url: '/crm/customers', headers: { authorization: await bearer() } });
  assert.equal(forwarded.statusCode, 502);
  await alone.close();
});

test('too many requests are refused, probes are not counted', async () => {
  const limited = await gateway(service.origin, { RATE_LIMIT_MAX: '2' });
  const headers = { authorization: await bearer() };
  const statuses: number[] = [];
  for (let i = 0; i < 3; i++) statuses.push((await limited.inject({ url: '/crm/customers', headers })).statusCode);
  assert.deepEqual(statuses, [200, 200, 429]);
  for (let i = 0; i < 3; i++) assert.equal((await limited.inject({ url: '/health' })).statusCode, 200);
  await limited.close();
});

test('while its secret is rotated, a token that was signed with the one before is taken', async () => {
  const before = 'b'.repeat(64);
  const other = await gateway(service.origin, { JWT_SECRET_PREVIOUS: before });
  const status = async (secret?: string) =>
    (await other.inject({ url: '/crm/customers', headers: { authorization: await bearer({ ...(secret && { secret }) }) } }))
      .statusCode;
  assert.deepEqual([await status(), await status(before), await status('c'.repeat(64))], [200, 200, 401]);
  await other.close();
  assert.equal((await app.inject({ url: '/crm/customers', headers: { authorization: await bearer({ secret: before }) } })).statusCode, 401);
});
