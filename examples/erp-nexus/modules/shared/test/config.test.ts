import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, Environment } from '../src/config.js';

const base = { PORT: '5008', NODE_ENV: 'test', LOG_LEVEL: 'info' };

test('the base of every module is read', () => {
  const env = new Environment(base);
  const read = { host: '0.0.0.0', port: 5008, metricsPort: undefined, nodeEnv: 'test', logLevel: 'info' };
  assert.deepEqual(env.base(), read);
  assert.equal(new Environment({ ...base, METRICS_PORT: '9464' }).base().metricsPort, 9464);
  env.check();
});

test('everything that is wrong is told at once, without secrets', () => {
  const env = new Environment({ ...base, PORT: '70000', METRICS_PORT: 'x', LOG_LEVEL: 'loud', TOKEN: 'short' });
  env.base();
  env.secret('TOKEN');
  env.url('DATABASE_URL', 'postgresql');
  assert.throws(
    () => env.check(),
    (error) => {
      assert(error instanceof ConfigError);
      assert.deepEqual(error.problems, [
        'PORT must be a port number, got "70000"',
        'METRICS_PORT must be a port number, got "x"',
        'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, got "loud"',
        'TOKEN must have at least 32 characters',
        'DATABASE_URL is not set',
      ]);
      return true;
    },
  );
});
