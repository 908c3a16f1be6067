import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../shared/src/config.js';
import { loadConfig } from '../src/config.js';
import { environment } from './support.js';

test('a complete environment is read', () => {
  assert.equal(loadConfig(environment()).userManagementUrl, 'http://user-management:5003');
});

for (const name of Object.keys(environment())) {
  test(`${name} is required`, () => {
    const variables = { ...environment(), [name]: undefined };
    assert.throws(() => loadConfig(variables), new ConfigError([`${name} is not set`]));
  });
}
