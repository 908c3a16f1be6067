import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, Environment } from '../src/config.js';

const base = { PORT: '5008', NODE_ENV: 'test', LOG_LEVEL: 'info' };

test('the base of every module is read', () => {
  const env = new Environment(base);
  assert.deepEqual(env.base(), { host: '0.0.0.0', port: 5008, nodeEnv: 'test', logLevel: 'info' });
  env.check();
});

test('everything that is wrong is told at once, without secrets', () => {
  const env = new Environment({ ...base, PORT: '70000', LOG_LEVEL: 'loud', TOKEN: 'short' });
  env.base();
  env.secret('TOKEN');
  env.url('DATABASE_URL', 'postgresql');
  assert.throws(
    () => env.check(),
    (error) => {
      assert(error instanceof ConfigError);
      assert.deepEqual(error.problems, [
        'PORT must be a port number, got "70000"',
        'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, got "loud"',
        'TOKEN must have at least 32 characters',
        'DATABASE_URL is not set',
      ]);
      return true;
    },
  );
});
