import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, verifyPassword } from '../src/password.js';
import { MAX_FAILURES } from '../src/sessions.js';
import { application, memoryRedis, signed } from './support.js';

const password = 'correct horse battery';
const user = {
  id: '0199d0a0-0000-7000-8000-000000000001',
  email: 'ana@example.com',
  name: 'Ana',
  role: 'MANAGER',
  active: true,
  passwordHash: await hashPassword(password),
};

function prismaOf(found: typeof user) {
  return {
    user: {
      findUnique: async ({ where }: { where: { email: string } }) => (where.email === found.email ? found : null),
    },
  };
}

function logins(app: ReturnType<typeof application>) {
  return (email: string, attempt: string) =>
    app.inject({
      method: 'POST',
      url: '/login',
      headers: signed('POST', '/login'),
      payload: { email, password: attempt },
    });
}

test('a password is salted, and verified', async () => {
  assert.notEqual(await hashPassword(password), user.passwordHash);
  assert(await verifyPassword(password, user.passwordHash));
  assert(!(await verifyPassword('wrong', user.passwordHash)));
  assert(!(await verifyPassword(password, 'plain$text')));
});

test('the right password opens a session, logging out revokes it', async () => {
  const redis = memoryRedis();
  const app = application({ prisma: prismaOf(user), redis });
  const answer = await logins(app)('Ana@Example.com', password);
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(Object.keys(answer.json().user), ['id', 'email', 'name', 'role']);
  assert.deepEqual([...redis.values.values()], ['active']);

  const headers = { ...signed('POST', '/logout', user.id), authorization: `Bearer ${answer.json().token}` };
  assert.equal((await app.inject({ method: 'POST', url: '/logout', headers })).statusCode, 204);
  assert.deepEqual([...redis.values.values()], ['revoked']);
});

test('an unknown, a wrong and an inactive login look the same', async () => {
  const answers = [
    await logins(application({ prisma: prismaOf(user), redis: memoryRedis() }))('eva@example.com', password),
    await logins(application({ prisma: prismaOf(user), redis: memoryRedis() }))(user.email, 'wrong'),
    await logins(application({ prisma: prismaOf({ ...user, active: false }), redis: memoryRedis() }))(
      user.email,
      password,
    ),
  ];
  for (const answer of answers) {
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.json().error, 'invalid_credentials');
  }
});

test('too many wrong passwords lock the account, even for the right one', async () => {
  const login = logins(application({ prisma: prismaOf(user), redis: memoryRedis() }));
  for (let i = 0; i < MAX_FAILURES; i++) assert.equal((await login(user.email, 'wrong')).statusCode, 401);
  assert.equal((await login(user.email, password)).statusCode, 429);
});

test('logging in needs the signature of the gateway too', async () => {
  const app = application({ prisma: prismaOf(user), redis: memoryRedis() });
  const answer = await app.inject({ method: 'POST', url: '/login', payload: { email: user.email, password } });
  assert.equal(answer.statusCode, 401);
  assert.equal(answer.json().error, 'invalid_signature');
});

test('without Redis nobody can log in, and is told to try again', async () => {
  const redis = { ...memoryRedis(), get: async () => Promise.reject(new Error('away')) };
  const answer = await logins(application({ prisma: prismaOf(user), redis }))(user.email, password);
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.json().error, 'unavailable');
});
