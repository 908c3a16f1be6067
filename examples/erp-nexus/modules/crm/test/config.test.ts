import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, loadConfig } from '../src/config.js';
import { environment } from './support.js';

const REQUIRED = [
  'PORT',
  'NODE_ENV',
  'LOG_LEVEL',
  'DATABASE_URL',
  'DATABASE_SCHEMA',
  'REDIS_URL',
  'GATEWAY_HMAC_SECRET',
];

test('a complete environment is read', () => {
  const config = loadConfig(environment());
  assert.equal(config.port, 5004);
  assert.equal(config.host, '0.0.0.0');
  assert.equal(config.databaseSchema, 'crm');
});

test('every missing variable is named at once', () => {
  assert.throws(
    () => loadConfig({}),
    (error) => {
      assert(error instanceof ConfigError);
      for (const name of REQUIRED) {
        assert.match(error.message, new RegExp(`${name} is not set`));
      }
      return true;
    },
  );
});

test('a wrong value is refused without being shown', () => {
  const env = { ...environment(), DATABASE_URL: 'mysql://user@host/db', GATEWAY_HMAC_SECRET: 'short' };
  assert.throws(
    () => loadConfig(env),
    (error) => {
      assert(error instanceof ConfigError);
      assert.deepEqual(error.problems, [
        'DATABASE_URL must be a URL starting with postgresql:// or postgres://',
        'GATEWAY_HMAC_SECRET must have at least 32 characters',
      ]);
      return true;
    },
  );
});

test('metrics have a port where one is set', () => {
  assert.equal(loadConfig(environment()).metricsPort, undefined);
  assert.equal(loadConfig({ ...environment(), METRICS_PORT: '9464' }).metricsPort, 9464);
  assert.throws(
    () => loadConfig({ ...environment(), METRICS_PORT: '0' }),
    /METRICS_PORT must be a port number, got "0"/,
  );
});
