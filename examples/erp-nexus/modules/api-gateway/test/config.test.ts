import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, loadConfig } from '../src/config.js';
import { environment } from './support.js';

const REQUIRED = ['PORT', 'NODE_ENV', 'LOG_LEVEL', 'REDIS_URL', 'JWT_SECRET', 'GATEWAY_HMAC_SECRET', 'GATEWAY_ROUTES'];

test('routes are read from JSON', () => {
  const { routes, rateLimit } = loadConfig(environment());
  assert.deepEqual(
    [...routes],
    [
      ['/users', 'http://user-management:5003'],
      ['/crm', 'http://crm:5004'],
    ],
  );
  assert.equal(rateLimit, 300);
});

test('every missing variable is named at once', () => {
  assert.throws(
    () => loadConfig({}),
    (error) => {
      assert(error instanceof ConfigError);
      assert.deepEqual([...error.problems].sort(), REQUIRED.map((name) => `${name} is not set`).sort());
      return true;
    },
  );
});

test('wrong routes are refused', () => {
  for (const [routes, message] of [
    ['{', /GATEWAY_ROUTES .*JSON/],
    ['{}', /GATEWAY_ROUTES has no routes/],
    ['{"crm":"http://crm:5004"}', /GATEWAY_ROUTES has a prefix/],
    ['{"/crm":"crm:5004"}', /must map "\/crm" to an origin/],
    ['{"/crm":"http://crm:5004/api"}', /must map "\/crm" to an origin/],
  ] as const) {
    assert.throws(() => loadConfig({ ...environment(), GATEWAY_ROUTES: routes }), message);
  }
});

test('metrics have a port where one is set', () => {
  assert.equal(loadConfig(environment()).metricsPort, undefined);
  assert.equal(loadConfig({ ...environment(), METRICS_PORT: '9464' }).metricsPort, 9464);
  assert.throws(
    () => loadConfig({ ...environment(), METRICS_PORT: '0' }),
    /METRICS_PORT must be a port number, got "0"/,
  );
});
